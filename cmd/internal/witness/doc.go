// Package witness is the door to and from witnesses: programs of other bodies that see each ledger grow and vouch that nothing
// in it was taken back, as C2SP tlog-witness says (https://c2sp.org/tlog-witness).
//
// Server is a witness: it remembers of each ledger the largest checkpoint that it has cosigned, as the log has signed it, and cosigns
// nothing that does not go on from there. Alarms keeps what it refuses. Sender asks the witnesses of an installation for their cosignatures. Witnesses see origins, sizes and
// roots, and no entry.
package witness
