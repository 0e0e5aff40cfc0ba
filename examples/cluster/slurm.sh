#!/bin/sh
# sbatch --array=1-N --export=ALL,SHARDS_OUT=OUT slurm.sh [words of rar-audit check]: a part for each task of the array, the
# folders seen by every node. When all are done: rar-audit merge OUT/*.ndjson
# A part that was killed is done again by itself where it is said of how many it is one:
# sbatch --array=2 --export=ALL,SHARDS_OUT=OUT,SHARDS=N slurm.sh [the same words]
#SBATCH --requeue
#SBATCH --job-name=rar-audit
set -eu
here=${SLURM_SUBMIT_DIR:-$(dirname "$0")}
exec "$here/one-shard" "$SLURM_ARRAY_TASK_ID" "${SHARDS:-$SLURM_ARRAY_TASK_COUNT}" "$SHARDS_OUT" "$@"
