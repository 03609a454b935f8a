package cli

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"gremium/cmd/internal/demo"
	"gremium/store"
	"gremium/store/record"
	"gremium/workflow"
	"gremium/workflow/desk"
)

// walking is a clock that stands still until it is moved.
type walking struct{ at atomic.Pointer[time.Time] }

func (w *walking) now() time.Time         { return *w.at.Load() }
func (w *walking) move(instant time.Time) { w.at.Store(&instant) }

// stageDemo plays the demonstration into a database of its own, which takes its place in the folder when it is complete.
func (e *env) stageDemo(ctx context.Context, dir string) (err error) {
	script, err := demo.Load()
	if err != nil {
		return err
	}
	building := filepath.Join(dir, demoBuilding)
	if err := os.RemoveAll(building); err != nil { // of a start that was interrupted
		return fmt.Errorf("clear %s: %w", building, err)
	}
	if err := os.Mkdir(building, 0o700); err != nil {
		return fmt.Errorf("make %s: %w", building, err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(building)) }()
	path := filepath.Join(building, demoDatabase)
	if err := e.playDemo(ctx, script, path, dir); err != nil {
		return err
	}
	for _, suffix := range []string{".key", ".sizes"} { // the database last: what was interrupted before is done again
		if err := os.Rename(path+suffix, filepath.Join(dir, demoDatabase)+suffix); err != nil {
			return fmt.Errorf("put the demonstration in its place: %w", err)
		}
	}
	if err := os.Rename(path, filepath.Join(dir, demoDatabase)); err != nil {
		return fmt.Errorf("put the demonstration in its place: %w", err)
	}
	return nil
}

func (e *env) playDemo(ctx context.Context, script *demo.Script, path, dir string) (err error) {
	db, err := store.Open(ctx, path, store.Options{Create: true})
	if err != nil {
		return err
	}
	if err := establish(ctx, db, ""); err != nil {
		return errors.Join(err, db.Close())
	}
	beside := *e
	beside.keyFile = "" // the key goes where the database goes
	clock := &walking{}
	clock.move(time.Now())
	h, err := e.enter(ctx, db, clock.now, beside.moor)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, h.Close()) }()
	people, list, err := h.demoAccounts(ctx, script)
	if err != nil {
		return err
	}
	if err := e.saveSignIns(dir, list); err != nil {
		return err
	}
	stage := h.stage(clock)
	stage.People = people
	if err := script.Play(ctx, stage); err != nil {
		return err
	}
	return h.db.Sweep(ctx) // a text was erased
}

// stage is where the demonstration is played: this house, at the instants of the script.
func (h *house) stage(clock *walking) *demo.Stage {
	return &demo.Stage{
		Do: func(ctx context.Context, at time.Time, who *desk.Who, as workflow.Capacity, id string, acts ...desk.Act) error {
			clock.move(at)
			_, err := h.desk.Execute(ctx, who, as, id, acts...)
			return err
		},
		Draft: func(ctx context.Context, who *desk.Who, round, meeting string) (*workflow.DraftMinutes, error) {
			v, err := h.desk.Round(ctx, round, who)
			if err != nil {
				return nil, err
			}
			return h.desk.MinutesDraft(ctx, v, meeting, 0)
		},
		Approval: func(ctx context.Context, who *desk.Who, round, meeting string) (*workflow.ApproveMinutes, error) {
			v, err := h.desk.Round(ctx, round, who)
			if err != nil {
				return nil, err
			}
			return h.desk.MinutesApproval(ctx, v, meeting, uint64(len(v.Versions(meeting))))
		},
		Forget: h.forgetContacts, Forgotten: h.grantLast,
		Operator: h.operator, Pseudonym: h.engine.Pseudonym, Origin: h.engine.RoundOrigin, NewID: h.newID, Now: time.Now(),
	}
}

// forgetContacts asks for the erasure of all contact persons of a proposal.
func (h *house) forgetContacts(ctx context.Context, who *desk.Who, round, proposal string) (*workflow.RequestErasure, error) {
	v, err := h.desk.Round(ctx, round, who)
	if err != nil {
		return nil, err
	}
	f := workflow.Field{Entry: v.Proposal(proposal).Entry}
	texts, err := h.desk.Texts(ctx, v, f.Entry)
	if err != nil {
		return nil, err
	}
	for _, path := range slices.Sorted(maps.Keys(texts)) {
		if strings.HasPrefix(path, "contact/") {
			f.Paths = append(f.Paths, path)
		}
	}
	return &workflow.RequestErasure{Fields: []workflow.Field{f}}, nil
}

// grantLast grants the last request of a round.
func (h *house) grantLast(ctx context.Context, who *desk.Who, round string) (*workflow.EraseText, error) {
	v, err := h.desk.Round(ctx, round, who)
	if err != nil {
		return nil, err
	}
	all := v.Erasures()
	return &workflow.EraseText{Request: all[len(all)-1].Seq}, nil
}

// demoAccounts makes the accounts with their roles and passwords.
func (h *house) demoAccounts(ctx context.Context, script *demo.Script) (map[string]desk.Who, []signIn, error) {
	k, err := h.keeper()
	if err != nil {
		return nil, nil, err
	}
	people, list := map[string]desk.Who{}, make([]signIn, 0, len(script.People))
	for i := range script.People {
		p := &script.People[i]
		id := h.newID()
		password, err := k.Add(ctx, record.Account{ID: id, Email: p.Email, Name: p.Name, Language: "de", Created: h.now().UTC()})
		if err != nil {
			return nil, nil, spoken(err)
		}
		if p.Seat == nil && p.Deputises == "" {
			if err := h.db.GrantRole(ctx, record.Role{Account: id, Programme: demo.Programme, Role: p.Role}); err != nil {
				return nil, nil, err
			}
		}
		if people[p.Key], err = k.Who(ctx, id); err != nil {
			return nil, nil, err
		}
		list = append(list, signIn{h.e.roleWord(p), p.Name, p.Email, password})
	}
	return people, list, nil
}
