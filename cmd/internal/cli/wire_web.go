package cli

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"time"

	"gremium/cmd/internal/auth"
	"gremium/cmd/internal/tiles"
	"gremium/cmd/internal/web"
	"gremium/store"
	"gremium/store/record"
)

// doors puts pages and the door of the record's tiles together on this house.
func (h *house) doors(log *slog.Logger, s *serving) (http.Handler, *web.Server, error) {
	k, err := h.keeper()
	if err != nil {
		return nil, nil, err
	}
	secure := s.cert != "" || s.proxy
	sessions := auth.NewSessions(k, h.db.SignIns(h.now), auth.Door{Secure: secure, Behind: s.proxy}, func(w http.ResponseWriter, r *http.Request, err error) {
		log.ErrorContext(r.Context(), "session", "error", err)
		w.Header().Set("Retry-After", "60")
		http.Error(w, h.e.say("Ihre Anmeldung ist gerade nicht zu lesen. Versuchen Sie es in einer Minute noch einmal.",
			"Your sign-in cannot be read just now. Try again in a minute."), http.StatusServiceUnavailable)
	})
	pages, err := web.New(web.Config{
		Log: log, Now: h.now, Demo: s.demo, Development: s.demo, Secure: secure,
		Desk: h.desk, Sessions: sessions, Drafts: drafts{h.db}, Keeper: h.db, NewID: h.newID, Verifier: verifier{h}, Receipts: receipts{h}, Witnesses: seers{h},
		Halted: h.anchor.Allowed,
	})
	if err != nil {
		return nil, nil, err
	}
	door := tiles.New(tiles.Config{
		Archive: h.db, Engine: h.engine, Desk: h.desk, Sessions: sessions, Tokens: &auth.Tokens{Keeper: k, Archive: h.db},
		Fault: func(r *http.Request, err error) { log.ErrorContext(r.Context(), "tiles", "error", err) },
	})
	all := http.NewServeMux()
	all.Handle("/log/", sessions.Load(door))
	all.Handle("/", pages)
	return all, pages, nil
}

// drafts keeps what is typed into the pages.
type drafts struct{ db *store.DB }

// Draft is the draft of a form.
func (d drafts) Draft(ctx context.Context, key web.DraftKey) (web.Draft, error) {
	found, err := d.db.Draft(ctx, key.Account, key.Round, key.Proposal, key.Form)
	if errors.Is(err, record.ErrNotFound) {
		return web.Draft{}, nil
	}
	return draftOf(found), err
}

// SaveDraft keeps a draft unless it was changed elsewhere.
func (d drafts) SaveDraft(ctx context.Context, key web.DraftKey, body string, base uint64, at time.Time) (web.Draft, bool, error) {
	var seen time.Time
	if base != 0 {
		seen = time.UnixMicro(int64(base)).UTC() //nolint:gosec // It came from an instant.
	}
	kept, err := d.db.SaveDraft(ctx, record.Draft{
		Account: key.Account, Round: key.Round, Proposal: key.Proposal, Form: key.Form, Body: body, Updated: at,
	}, seen)
	stale := errors.Is(err, record.ErrStaleDraft)
	if stale {
		err = nil
	}
	return draftOf(kept), !stale, err
}

// draftOf is a draft as the pages know it: its version is the instant of its last save.
func draftOf(d record.Draft) web.Draft {
	return web.Draft{Body: d.Body, Version: uint64(d.Updated.UnixMicro()), Updated: d.Updated} //nolint:gosec // After 1970.
}

// DeleteDraft forgets a draft.
func (d drafts) DeleteDraft(ctx context.Context, key web.DraftKey) error {
	return d.db.DeleteDraft(ctx, key.Account, key.Round, key.Proposal, key.Form)
}
