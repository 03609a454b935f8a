// Package workflow is the committee at work: commands come in, rules say what may happen, events say what did, and the
// state follows from the events alone. Deciding, permitting and applying are pure functions of one state; the Engine
// carries them out, one writer for all, over a Log that it does not know. There is no SQL, HTTP, file, clock or chance
// in here.
//
// Begin with lifecycle.go, which says what may follow what, and follow one command: Decide drafts its event and asks
// Permit, the engine seals the event into an entry and lets Apply assign. Replay and the audit ask the same Permit of
// entries that were written long ago.
package workflow
