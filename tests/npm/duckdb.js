// Asks the queries given as JSON {attach, queries} of DuckDB, and prints their rows; `attached` says whether the file could be attached.
// Nothing is fetched: where the reader of SQLite files is not there already, the file is not attached.
"use strict";

const { DuckDBInstance } = require("@duckdb/node-api");

async function main() {
  const asked = JSON.parse(require("fs").readFileSync(0, "utf8"));
  const instance = await DuckDBInstance.create(":memory:", { autoinstall_known_extensions: "false", autoload_known_extensions: "false" });
  const connection = await instance.connect();
  let attached = false;
  try {
    await connection.run("LOAD sqlite");
    await connection.run(`ATTACH '${asked.attach}' AS memory (TYPE sqlite, READ_ONLY)`);
    attached = true;
  } catch (error) {
    if (!/extension/i.test(String(error))) throw error;
  }
  const answers = [];
  for (const query of asked.queries) {
    if (query.of_memory && !attached) {
      answers.push(null);
      continue;
    }
    const read = await connection.runAndReadAll(query.sql);
    answers.push({ types: read.columnTypes().map(String), rows: read.getRowsJson() });
  }
  console.log(JSON.stringify({ attached, answers }));
}

main();
