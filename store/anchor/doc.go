// Package anchor holds the record from outside of the database. Two files lie beside it: the key file with the keys that
// sign checkpoints, and the lock file, which knows how far each ledger was seen to go and with which root. Whoever sets
// the database back, cuts entries off or writes others in their place leaves the lock file behind, and is found out at the
// next start: nothing is written any more then.
//
// The order of work is: the commit is durable; it is acknowledged; the lock file goes from the size and root that are known
// to the new ones (compare and swap, under a lock that all processes of the machine share); the checkpoint is signed; it
// is kept in the database for everybody who reads it. The writer never waits for this. Between acknowledgement and lock
// file there is a window, at most Rest and the time of one pass: what is altered in it, hashes recomputed, is not found by
// the lock file.
package anchor
