package web

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"time"
	"unicode/utf8"
)

// draft is what was typed into a form, part by part: a criterion of a score sheet, a section of a proposal. Each part
// carries the count of the change that made it, so that two windows that write different parts do not disturb each other
// and two that write the same one are told.
type draft struct {
	Count uint64               `json:"count"`
	Seen  uint64               `json:"seen"` // version of the proposal that was read
	Base  uint64               `json:"base"` // version that the form began from
	Sent  string               `json:"sent"` // command by which the form was sent last, empty where it never was
	Parts map[string]draftPart `json:"parts"`

	version uint64 // of the kept Draft
}

// draftPart is one part of a form. Value and Reason mean what the form means by them.
type draftPart struct {
	Value  string    `json:"value"`
	Reason string    `json:"reason"`
	Count  uint64    `json:"count"`
	At     time.Time `json:"at"`
}

func (p draftPart) same(q draftPart) bool { return p.Value == q.Value && p.Reason == q.Reason }

// draftOf reads a draft; one that cannot be read counts as none.
func (s *Server) draftOf(ctx context.Context, key DraftKey) (*draft, error) {
	kept, err := s.config.Drafts.Draft(ctx, key)
	if err != nil {
		return nil, fmt.Errorf("draft: %w", err)
	}
	return readDraft(kept), nil
}

func readDraft(kept Draft) *draft {
	d := &draft{version: kept.Version}
	if kept.Version == 0 || json.Unmarshal([]byte(kept.Body), d) != nil {
		d = &draft{version: kept.Version}
	}
	if d.Parts == nil {
		d.Parts = map[string]draftPart{}
	}
	return d
}

// draftAttempts bounds how often a change is put on top of what came in between.
const draftAttempts = 8

// changeDraft changes a draft and keeps it. The change is made again on top of what another window keeps meanwhile.
func (s *Server) changeDraft(ctx context.Context, key DraftKey, change func(*draft) bool) error {
	d, err := s.draftOf(ctx, key)
	if err != nil {
		return err
	}
	for range draftAttempts {
		if !change(d) {
			return nil
		}
		body, err := json.Marshal(d)
		if err != nil {
			return fmt.Errorf("draft: %w", err)
		}
		kept, done, err := s.config.Drafts.SaveDraft(ctx, key, string(body), d.version, s.config.Now())
		if err != nil {
			return fmt.Errorf("keep draft: %w", err)
		}
		if done {
			return nil
		}
		d = readDraft(kept)
	}
	return fmt.Errorf("keep draft: another window was faster %d times", draftAttempts)
}

// put sets one part, unless it was changed since the version that the window has.
func (d *draft) put(id string, part draftPart, version uint64) (there draftPart, done bool) {
	if old, ok := d.Parts[id]; ok && old.Count > version && !old.same(part) {
		return old, false
	}
	d.Count++
	part.Count = d.Count
	d.Parts[id] = part
	return part, true
}

// draftForm is a form whose parts are kept as drafts.
type draftForm struct {
	key   DraftKey
	limit func(id string) (int, bool)                   // longest text of the part, false for a part that the form lacks
	clash func(id string, here, there draftPart) string // what happened, in words
}

// keepPart answers the script that keeps one part of a form.
func (s *Server) keepPart(w http.ResponseWriter, r *http.Request, v *visit, form draftForm) {
	id := r.PostFormValue("criterion")
	version, err := strconv.ParseUint(r.PostFormValue("version"), 10, 64)
	limit, known := form.limit(id)
	if err != nil || !known {
		answerJSON(w, http.StatusBadRequest, map[string]any{"reason": v.words.T("draft.unknown")})
		return
	}
	here := draftPart{Value: r.PostFormValue("value"), Reason: r.PostFormValue("reason"), At: s.config.Now()}
	if n := utf8.RuneCountInString(here.Reason); n > limit {
		answerJSON(w, http.StatusUnprocessableEntity, map[string]any{"reason": v.words.T("draft.long", "Have", n, "Limit", limit)})
		return
	}
	var now draftPart
	var done bool
	err = s.changeDraft(r.Context(), form.key, func(d *draft) bool {
		seed(d, r)
		now, done = d.put(id, here, version)
		return done
	})
	switch {
	case err != nil:
		answer := s.answer(r, v, err)
		s.logged(r, err)
		answerJSON(w, answer.Status, map[string]any{"reason": answer.Message})
	case !done:
		answerJSON(w, http.StatusConflict, map[string]any{
			"version": strconv.FormatUint(now.Count, 10), "time": v.words.Clock(now.At), "reason": form.clash(id, here, now),
			"draft": map[string]string{"value": now.Value, "reason": now.Reason},
		})
	default:
		answerJSON(w, http.StatusOK, map[string]any{"version": strconv.FormatUint(now.Count, 10), "time": v.words.Clock(now.At)})
	}
}

// seed gives a new draft the versions that its form began from.
func seed(d *draft, r *http.Request) {
	if d.Count > 0 {
		return
	}
	d.Seen, d.Base = numberOf(r.FormValue("seen")), numberOf(r.FormValue("base"))
}

// numberOf reads a version that a form carries; what is no number counts as 0, which the rules refuse where it matters.
func numberOf(text string) uint64 {
	n, err := strconv.ParseUint(text, 10, 64)
	if err != nil {
		return 0
	}
	return n
}

// keepAll keeps all parts of a form that was sent without a script.
func (s *Server) keepAll(r *http.Request, form draftForm, parts map[string]draftPart) error {
	return s.changeDraft(r.Context(), form.key, func(d *draft) bool {
		seed(d, r)
		for id, part := range parts {
			if !d.Parts[id].same(part) {
				part.At = s.config.Now()
				d.put(id, part, d.Count)
			}
		}
		return true
	})
}
