package witness

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"

	"gremium/workflow/proof"
)

// Book is what a witness remembers.
type Book interface {
	// Advance lets what is known of a ledger go from the one checkpoint to the other, and returns when that lasts; nothing comes in
	// between. step gets what is known, of size 0 where that is nothing. Its error is answered, and nothing is written.
	Advance(origin string, step func(known proof.Checkpoint) (proof.Checkpoint, error)) error
}

// ServerConfig is what a witness needs.
type ServerConfig struct {
	Key  *proof.Cosigner
	Logs []proof.Verifier // whose ledgers it cosigns: each key those whose origin is its name, or lies below it
	Book Book
	Now  func() time.Time
	// Suspect is told of checkpoints that are signed as they should be and that the ledger does not come to from where it was: whoever
	// keeps them can show what was signed.
	Suspect func(Suspicion)
	Fault   func(error) // is told what went wrong here
}

// Suspicion is a signed checkpoint that was refused, and what was known before.
type Suspicion struct {
	Known, Asked proof.Checkpoint
	Forked       bool // both are of the same size: this alone shows that two histories were signed
	Note         []byte
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
	err = s.Book.Advance(c.Origin, func(known proof.Checkpoint) (proof.Checkpoint, error) {
		return c, s.follows(known, c, &r)
	})
	if err != nil {
		return nil, err
	}
	return s.Key.Cosign(c, s.Now())
}

// trusted is the checkpoint of a note, signed by a key that this witness trusts for its origin.
func (s *Server) trusted(note []byte) (proof.Checkpoint, error) {
	c, err := proof.Unverified(note)
	if err != nil {
		return c, err
	}
	var keys []proof.Verifier
	for _, k := range s.Logs {
		if c.Origin == k.Name() || strings.HasPrefix(c.Origin, k.Name()+"/") {
			keys = append(keys, k)
		}
	}
	if len(keys) == 0 {
		return c, errUnknownLog
	}
	if c, _, err = proof.Open(note, c.Origin, keys...); errors.Is(err, proof.ErrUnsigned) {
		return c, errSignature
	}
	return c, err
}

// follows is nil where a checkpoint goes on from what is known.
func (s *Server) follows(known, c proof.Checkpoint, r *proof.Request) error {
	suspect := func(forked bool) { s.Suspect(Suspicion{Known: known, Asked: c, Forked: forked, Note: r.Note}) }
	switch {
	case r.Old != known.Size:
		if known.Size == c.Size && known.Root != c.Root {
			suspect(true)
		}
		return &staleError{known.Size}
	case known.Size == c.Size && c.Size > 0 && known.Root != c.Root:
		suspect(true)
		return errFork
	}
	if err := proof.Grown(known, c, r.Proof); err != nil {
		if known.Size > 0 && known.Size < c.Size {
			suspect(false)
		}
		return fmt.Errorf("%w: %w", errGrowth, err)
	}
	return nil
}
