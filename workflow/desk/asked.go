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
	texts, err := d.Log.Texts(ctx, d.Engine.RegisterOrigin(), x.Seq)
	if err != nil {
		return a, fmt.Errorf("texts of a request: %w", err)
	}
	for _, t := range texts {
		if t.Path == "reason" {
			a.Reason = t.Value
		}
	}
	return a, nil
}
