// Package casefile writes and reads case files: one archive with all that somebody needs to check a round, or one proposal of
// it, without the server that made it. It is a ZIP archive of plain text files, whose form FORMAT.md describes for
// whoever writes a verifier of their own: the entries of the register and of the round, the leaf hashes of all of them, the
// texts that the holder may read with the nonces that open their commitments, a line for each text that is withheld, the
// policies, the signed checkpoints.
//
// A File is an audit.Source: it is checked by the same steps as a database. What it holds is read as it goes by, never as a
// whole, and nothing in an archive is believed: not its directory, not its sizes, not its manifest. Public keys in it are
// claims; trust comes from whoever checks.
//
// Nothing here knows a file system, a network or a clock: archives come as an io.ReaderAt and go to an io.Writer.
package casefile
