// Package ledger is the form of the record: what an entry looks like byte for
// byte, how a text is committed to without being written down, and how the
// entries of one ledger are bound into a tree.
//
// An entry is one JSON object in the canonical form of RFC 8785, narrowed
// further: UTF-8 in Unicode normalisation form C, member names known and
// without escapes, integers within ±(2^53−1), no fractions and no null,
// nesting of at most MaxDepth, at most MaxEntry bytes. The form is so narrow
// that every value has exactly one spelling, and the stored bytes, never a
// re-encoding, are what is hashed. ParseEntry and Read are the only decoders;
// whatever they accept is written back by AppendEntry and Write byte for byte.
// A Form describes an object's members once, for both directions.
//
// The tree is that of RFC 6962, section 2.1: leaves are hashed behind a zero
// byte and nodes behind a one. Nothing here reads a clock, a random source or
// a file: instants, nonces and salts come from the caller.
package ledger
