/**
 * The first form of a project file. Every table is STRICT; hashes are SHA-256 of the stored bytes, so damage inside a page
 * that SQLite's own check does not notice is found when the file is opened.
 *
 * entity: every saved fact that is not a cell. column_chunk, dictionary_chunk: the current answers. raw_*: the imported sheet as it was,
 * never updated. original: the imported answer of every cell changed since. journal: what was done, and how to take it back.
 */
export const sql = `
CREATE TABLE meta (key TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE entity (collection TEXT NOT NULL, id TEXT NOT NULL, value TEXT NOT NULL, hash BLOB NOT NULL, PRIMARY KEY (collection, id)) STRICT, WITHOUT ROWID;
CREATE TABLE blob (hash BLOB NOT NULL PRIMARY KEY, data BLOB NOT NULL) STRICT;
CREATE TABLE column_chunk (variable_id TEXT NOT NULL, chunk INTEGER NOT NULL, encoding TEXT NOT NULL, count INTEGER NOT NULL, hash BLOB NOT NULL, PRIMARY KEY (variable_id, chunk)) STRICT, WITHOUT ROWID;
CREATE TABLE dictionary_chunk (variable_id TEXT NOT NULL, chunk INTEGER NOT NULL, count INTEGER NOT NULL, hash BLOB NOT NULL, PRIMARY KEY (variable_id, chunk)) STRICT, WITHOUT ROWID;
CREATE TABLE raw_sheet (import_id TEXT NOT NULL PRIMARY KEY, sheet TEXT NOT NULL, row_count INTEGER NOT NULL, column_count INTEGER NOT NULL, facts TEXT NOT NULL, form_rows BLOB NOT NULL, form_count INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE raw_chunk (import_id TEXT NOT NULL, column_index INTEGER NOT NULL, chunk INTEGER NOT NULL, encoding TEXT NOT NULL, count INTEGER NOT NULL, kinds BLOB NOT NULL, cell_values BLOB NOT NULL, formula BLOB, PRIMARY KEY (import_id, column_index, chunk)) STRICT, WITHOUT ROWID;
CREATE TABLE raw_text_chunk (import_id TEXT NOT NULL, chunk INTEGER NOT NULL, count INTEGER NOT NULL, hash BLOB NOT NULL, PRIMARY KEY (import_id, chunk)) STRICT, WITHOUT ROWID;
CREATE TABLE original (variable_id TEXT NOT NULL, row_index INTEGER NOT NULL, value TEXT NOT NULL, PRIMARY KEY (variable_id, row_index)) STRICT, WITHOUT ROWID;
CREATE TABLE journal (sequence INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, kind TEXT NOT NULL, label TEXT NOT NULL, command BLOB NOT NULL, patch BLOB NOT NULL, inverse BLOB NOT NULL, undone INTEGER NOT NULL, hash BLOB NOT NULL) STRICT;
CREATE TABLE version (version_id TEXT NOT NULL PRIMARY KEY, name TEXT NOT NULL, at INTEGER NOT NULL, row_count INTEGER NOT NULL, automatic INTEGER NOT NULL, journal_sequence INTEGER NOT NULL, contents BLOB NOT NULL) STRICT;
CREATE TABLE version_blob (version_id TEXT NOT NULL REFERENCES version (version_id) ON DELETE CASCADE, hash BLOB NOT NULL, PRIMARY KEY (version_id, hash)) STRICT, WITHOUT ROWID;
`;
