package reply_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"gremium/cmd/internal/reply"
	"gremium/store/record"
	"gremium/workflow"
)

func TestEveryRefusalIsAnAnswer(t *testing.T) {
	t.Parallel()
	for _, code := range workflow.RefusalCodes() {
		a := reply.Of(fmt.Errorf("wrapped: %w", &workflow.Refusal{Code: code, Rule: "policy"}), "de", nil)
		if a.Exit != 3 || a.Status < 400 || a.Status >= 500 || a.Fault() || a.Code != code {
			t.Errorf("%s: %+v", code, a)
		}
		if strings.HasSuffix(code, "_unknown") && a.Status != 404 {
			t.Errorf("%s: status %d, want 404", code, a.Status)
		}
		if strings.HasPrefix(code, "stale_") && a.Status != 409 {
			t.Errorf("%s: status %d, want 409", code, a.Status)
		}
	}
}

func TestAnswers(t *testing.T) {
	t.Parallel()
	refused := func(code string) error { return &workflow.Refusal{Code: code} }
	for _, c := range []struct {
		err          error
		status, exit int
		code         string
	}{
		{refused("wrong_phase"), 409, 3, "wrong_phase"},
		{refused("wrong_state"), 409, 3, "wrong_state"},
		{refused("command_differs"), 409, 3, "command_differs"},
		{refused("id_taken"), 409, 3, "id_taken"},
		{refused("capacity_missing"), 403, 3, "capacity_missing"},
		{refused("not_owner"), 403, 3, "not_owner"},
		{refused("rationale_missing"), 422, 3, "rationale_missing"},
		{record.ErrBusy, 503, 1, "database_busy"},
		{record.ErrFull, 507, 1, "disk_full"},
		{record.ErrReadOnly, 503, 1, "database_read_only"},
		{&record.ErrNewer{Have: 9, Know: 4}, 500, 1, "database_newer"},
		{workflow.ErrUnknown, 500, 1, "outcome_unknown"},
		{fmt.Errorf("%w: entry 3: %w", workflow.ErrCorrupt, refused("wrong_state")), 500, 1, "record_damaged"},
		{context.Canceled, 499, 1, "cancelled"},
		{fmt.Errorf("form: %w", &http.MaxBytesError{Limit: 1 << 20}), 413, 2, "body_too_large"},
		{errors.New("secret text"), 500, 1, "fault"},
		{reply.New(reply.Usage, "usage", "so", "like this"), 400, 2, "usage"},
		{reply.New(reply.Unverified, "unverified", "falsch", "wrong"), 422, 4, "unverified"},
	} {
		a := reply.Of(c.err, "en", nil)
		if a.Status != c.status || a.Exit != c.exit || a.Code != c.code {
			t.Errorf("%v: %+v", c.err, a)
		}
	}
}

func TestWords(t *testing.T) {
	t.Parallel()
	for _, err := range []error{
		record.ErrBusy, record.ErrFull, record.ErrReadOnly, record.ErrDisk, record.ErrDamaged, record.ErrMissing,
		record.ErrExists, record.ErrSame, record.ErrForeign, record.ErrInUse, record.ErrUnfounded, record.ErrEmailTaken, record.ErrStaleDraft,
		&record.ErrNewer{Have: 9, Know: 4}, workflow.ErrUnknown, workflow.ErrClosed, workflow.ErrCorrupt,
		&record.BackupError{Path: "b", Cause: record.ErrMissing}, &record.BackupError{Path: "b", Cause: record.ErrForeign},
		&record.BackupError{Path: "b", Cause: record.ErrDamaged}, &record.BackupError{Path: "b", Cause: record.ErrUnfounded},
		context.Canceled, context.DeadlineExceeded, &http.MaxBytesError{Limit: 1 << 20}, errors.New("secret text"),
	} {
		de, en := reply.Of(err, "de", nil), reply.Of(err, "en", nil)
		if de.Message == "" || en.Message == "" || de.Message == en.Message {
			t.Errorf("%v: %q, %q", err, de.Message, en.Message)
		}
		if strings.Contains(de.Message, "!") || strings.Contains(en.Message, "secret") {
			t.Errorf("%v: %q, %q", err, de.Message, en.Message)
		}
	}
}

func TestNames(t *testing.T) {
	t.Parallel()
	ref := &workflow.Refusal{
		Code: "scoring_incomplete", Rule: "policy", People: []string{"p-1"}, Detail: map[string]string{"missing": "2", "needed": "3"},
	}
	a := reply.Of(ref, "de", func(string) string { return "Jonas Achterberg" })
	if want := "2 von 3 Bewertungen fehlen: Jonas Achterberg."; a.Message != want {
		t.Errorf("%q, want %q", a.Message, want)
	}
	if a.Rule != "policy" || a.Detail["missing"] != "2" {
		t.Errorf("%+v", a)
	}
}

func TestReference(t *testing.T) {
	t.Parallel()
	if m := reply.Of(errors.New("x"), "de", nil).With("4711", "de").Message; !strings.Contains(m, "4711") {
		t.Errorf("%q does not name the number", m)
	}
	if m := reply.Of(&workflow.Refusal{Code: "name_missing"}, "de", nil).With("4711", "de").Message; strings.Contains(m, "4711") {
		t.Errorf("%q: a refusal has no number", m)
	}
}
