#!/bin/sh
# sbatch --array=1-N --export=ALL,SHARDS_OUT=OUT slurm.sh [words of rar-audit check]: a part for each task of the array, the
# folders seen by every node. When all are done: rar-audit merge OUT/*.ndjson
#SBATCH --requeue
#SBATCH --job-name=rar-audit
set -eu
here=${SLURM_SUBMIT_DIR:-$(dirname "$0")}
exec "$here/one-shard" "$SLURM_ARRAY_TASK_ID" "$SLURM_ARRAY_TASK_COUNT" "$SHARDS_OUT" "$@"
