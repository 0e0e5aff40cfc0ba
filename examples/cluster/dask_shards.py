"""dask_shards.py N OUT [--scheduler ADDRESS] -- [words of rar-audit check]: N parts by the workers of a Dask cluster (without
an address two of its own on this machine), and what one run would have printed. A part whose worker dies is done again."""
import argparse
import glob
import os
import subprocess
import sys

from distributed import Client, LocalCluster

ONE_SHARD = os.path.join(os.path.dirname(os.path.abspath(__file__)), "one-shard")


def one_shard(part, parts, out, words):
    subprocess.run([ONE_SHARD, str(part), str(parts), out, *words], check=True)
    return part


def main():
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("parts", type=int)
    asked.add_argument("out")
    asked.add_argument("--scheduler")
    asked.add_argument("words", nargs="*")
    given = asked.parse_args()
    out = os.path.abspath(given.out)
    cluster = given.scheduler or LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None)
    with Client(cluster) as client:
        parts = client.map(one_shard, range(1, given.parts + 1), parts=given.parts, out=out, words=given.words, retries=3)
        client.gather(parts)
    return subprocess.run(["rar-audit", "merge", *sorted(glob.glob(os.path.join(out, "*.ndjson")))]).returncode


if __name__ == "__main__":
    sys.exit(main())
