#!/bin/sh
# parallel.sh N OUT [words of rar-audit check]: N parts by GNU parallel, on this machine's cores (or, with PARALLEL set to
# --sshlogin …, on others), and what one run would have printed. A part whose worker dies is done again, three times at most.
set -eu
n=$1 out=$2
shift 2
here=$(dirname "$0")
seq "$n" | parallel --will-cite --retries 3 --halt soon,fail=1 "$here/one-shard" '{}' "$n" "$out" "$@"
exec rar-audit merge "$out"/*.ndjson
