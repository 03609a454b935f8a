package desk

import (
	"context"
	"fmt"

	"gremium/workflow"
)

// Asked is a request in the register, of an account or of texts there: whom it concerns, who asked, and why. Person and By are accounts,
// empty where there is none any more, or where it is the operator's.
type Asked struct {
	Person, By, Reason string
	Operator           bool   // whoever works on the database itself has asked
	Gone               []Gone // texts of the register that it names; Value is empty where one is not there any more
}

// AccountAsked tells about a request in the register what whoever answers it has to know. The error is a fault.
func (d *Desk) AccountAsked(ctx context.Context, x *workflow.Erasure) (a Asked, err error) {
	for _, of := range []struct {
		pseudonym string
		to        *string
	}{{x.Person, &a.Person}, {x.By, &a.By}} {
		if of.pseudonym == "" || d.Account == nil {
			continue
		}
		if *of.to, err = d.Account(ctx, of.pseudonym); err != nil {
			return a, fmt.Errorf("account of a request: %w", err)
		}
	}
	register := d.Engine.RegisterOrigin()
	a.Operator = d.Operator != "" && x.By == d.Engine.Pseudonym(register, d.Operator)
	texts, err := d.registered(ctx, register, x.Seq)
	if err != nil {
		return a, err
	}
	a.Reason = texts["reason"]
	for _, f := range x.Fields {
		if texts, err = d.registered(ctx, register, f.Entry); err != nil {
			return a, err
		}
		for _, path := range f.Paths {
			a.Gone = append(a.Gone, Gone{Field: f, Path: path, Value: texts[path]})
		}
	}
	return a, nil
}

// registered are the texts of an entry of the register, by path.
func (d *Desk) registered(ctx context.Context, register string, entry uint64) (map[string]string, error) {
	texts, err := d.Log.Texts(ctx, register, entry)
	if err != nil {
		return nil, fmt.Errorf("texts of a request: %w", err)
	}
	out := map[string]string{}
	for _, t := range texts {
		out[t.Path] = t.Value
	}
	return out, nil
}
