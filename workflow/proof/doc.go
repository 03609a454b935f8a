// Package proof is what a ledger shows to those who do not trust its server. Signed checkpoints, as a C2SP tlog-checkpoint
// (https://c2sp.org/tlog-checkpoint) in a C2SP signed-note (https://c2sp.org/signed-note) with Ed25519 keys, in the form that
// golang.org/x/mod/sumdb/note writes and reads. Promises over entries whose place may not be told yet, as notes of that form. And
// receipts, which show an entry in the ledger, as C2SP tlog-proofs (https://c2sp.org/tlog-proof); RECEIPT.md describes these two.
// Nothing here reads a file, a network, a clock or a source of chance: keys and notes come as text, randomness as a reader.
package proof
