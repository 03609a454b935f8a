package witness

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"

	"golang.org/x/mod/sumdb/note"

	"gremium/workflow/proof"
)

// Book is what a witness remembers.
type Book interface {
	// Advance lets what is known of a ledger go from the one checkpoint to the other, and returns when that lasts; nothing comes in
	// between. step gets what is known, of size 0 where that is nothing. Its error is answered, and nothing is written.
	Advance(origin string, step func(known Known) (Known, error)) error
}

// Known is a checkpoint with the note that says it, as the log has signed it. Of what was kept before there were notes Note is nil.
type Known struct {
	proof.Checkpoint
	Note []byte
}

// ServerConfig is what a witness needs.
type ServerConfig struct {
	Key  *proof.Cosigner
	Logs []proof.Verifier // whose ledgers it cosigns: each key those whose origin is its name, or lies below it
	Book Book
	Now  func() time.Time
	// Suspect is told of checkpoints that are signed as they should be and that the ledger does not come to from where it was: whoever
	// keeps them can show what was signed. Others may be answered meanwhile, and Suspect be called for them.
	Suspect func(Suspicion)
	Fault   func(error) // is told what went wrong here
}

// Suspicion is a signed checkpoint that was refused, and what was known before, with the log's signatures under both and nobody else's.
type Suspicion struct {
	Known, Asked Known
	Forked       bool // both are of the same size: together they show that two histories were signed
}

// Server is a witness. It answers POST …/add-checkpoint and nothing else.
type Server struct{ ServerConfig }

// NewServer makes a witness. prefix is what its address has ahead of add-checkpoint, empty or beginning with a slash.
func NewServer(c ServerConfig, prefix string) http.Handler {
	mux := http.NewServeMux()
	mux.Handle("POST "+strings.TrimSuffix(prefix, "/")+"/add-checkpoint", &Server{c})
	return mux
}

// maxRequest is how long a request may be: 63 hashes, and a checkpoint with the signatures of many.
const maxRequest = 64 << 10

// sizeType is what an answer is that says how far a witness has gone.
const sizeType = "text/x.tlog.size"

// The ways in which a witness refuses.
var (
	errUnknownLog = errors.New("this witness does not know the log")
	errSignature  = errors.New("no signature is by a key that this witness trusts for the log")
	errOldBeyond  = errors.New("the old size is beyond the checkpoint's")
	errFork       = errors.New("this witness has cosigned another root of the same size")
	errGrowth     = errors.New("the proof does not show that the log has grown from what this witness has cosigned")
)

// staleError means that whoever asks takes the witness to be elsewhere than it is.
type staleError struct{ size uint64 }

// Error says where the witness is.
func (e *staleError) Error() string { return fmt.Sprintf("this witness has cosigned size %d", e.size) }

// ServeHTTP answers add-checkpoint.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Cache-Control", "no-store")
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxRequest))
	if err != nil {
		http.Error(w, "the request cannot be read", http.StatusBadRequest)
		return
	}
	line, err := s.add(body)
	if err != nil {
		s.refuse(w, err)
		return
	}
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	_, _ = w.Write(line) // an error here means that whoever asked has left
}

func (s *Server) refuse(w http.ResponseWriter, err error) {
	var stale *staleError
	status := http.StatusInternalServerError
	switch {
	case errors.As(err, &stale):
		w.Header().Set("Content-Type", sizeType)
		w.WriteHeader(http.StatusConflict)
		fmt.Fprintf(w, "%d\n", stale.size)
		return
	case errors.Is(err, proof.ErrRequest), errors.Is(err, proof.ErrCheckpoint), errors.Is(err, errOldBeyond):
		status = http.StatusBadRequest
	case errors.Is(err, errUnknownLog):
		status = http.StatusNotFound
	case errors.Is(err, errSignature):
		status = http.StatusForbidden
	case errors.Is(err, errFork):
		status = http.StatusConflict
	case errors.Is(err, errGrowth):
		status = http.StatusUnprocessableEntity
	default:
		s.Fault(err)
		err = errors.New("this witness cannot cosign at present")
	}
	http.Error(w, err.Error(), status)
}

// add cosigns the checkpoint of a request. It is remembered before it is cosigned.
func (s *Server) add(body []byte) ([]byte, error) {
	r, err := proof.ParseRequest(body)
	if err != nil {
		return nil, err
	}
	c, err := s.trusted(r.Note)
	switch {
	case err != nil:
		return nil, err
	case r.Old > c.Size:
		return nil, errOldBeyond
	}
	var refused *Suspicion
	err = s.Book.Advance(c.Origin, func(known Known) (Known, error) {
		forked, err := follows(known.Checkpoint, c.Checkpoint, &r)
		if forked || errors.Is(err, errGrowth) && known.Size > 0 && known.Size < c.Size {
			refused = &Suspicion{Known: known, Asked: c, Forked: forked}
		}
		return c, err
	})
	if refused != nil {
		s.Suspect(*refused)
	}
	if err != nil {
		return nil, err
	}
	return s.Key.Cosign(c.Checkpoint, s.Now())
}

// trusted is the checkpoint of a note, signed by a key that this witness trusts for its origin.
func (s *Server) trusted(signed []byte) (Known, error) {
	c, err := proof.Unverified(signed)
	if err != nil {
		return Known{}, err
	}
	var keys []proof.Verifier
	for _, k := range s.Logs {
		if below(c.Origin, k.Name()) {
			keys = append(keys, k)
		}
	}
	if len(keys) == 0 {
		return Known{}, errUnknownLog
	}
	c, n, err := proof.Open(signed, c.Origin, keys...)
	if errors.Is(err, proof.ErrUnsigned) {
		return Known{}, errSignature
	}
	if err != nil {
		return Known{}, err
	}
	bare, err := note.Sign(&note.Note{Text: n.Text, Sigs: n.Sigs})
	return Known{Checkpoint: c, Note: bare}, err
}

// below tells that a ledger is one of a log: it has its name, or one below it.
func below(origin, name string) bool { return origin == name || strings.HasPrefix(origin, name+"/") }

// Nested are the names of two keys of which one lies below the other, so that both would be trusted for the same ledgers; empty where
// there are none.
func Nested(logs []proof.Verifier) (above, under string) {
	for _, a := range logs {
		for _, b := range logs {
			if a.Name() != b.Name() && below(b.Name(), a.Name()) {
				return a.Name(), b.Name()
			}
		}
	}
	return "", ""
}

// follows is nil where a checkpoint goes on from what is known. Otherwise it tells too whether both are of one size and differ.
func follows(known, c proof.Checkpoint, r *proof.Request) (forked bool, err error) {
	forked = known.Size == c.Size && c.Size > 0 && known.Root != c.Root
	switch {
	case r.Old != known.Size:
		return forked, &staleError{known.Size}
	case forked:
		return true, errFork
	}
	if err := proof.Grown(known, c, r.Proof); err != nil {
		return false, fmt.Errorf("%w: %w", errGrowth, err)
	}
	return false, nil
}
