package web

import (
	"context"
	"math/rand/v2"

	"gremium/workflow/desk"
	"gremium/workflow/ledger"
	"gremium/workflow/proof"
	"gremium/workflow/receipt"
)

// houseKey is the key that every house for tests signs with.
func houseKey() (proof.Signer, proof.Verifier, error) {
	secret, public, err := proof.NewKey(rand.NewChaCha8([32]byte{5}), "example.org")
	if err != nil {
		return nil, nil, err
	}
	signer, err := proof.ParseSigner(secret)
	if err != nil {
		return nil, nil, err
	}
	verifier, err := proof.ParseVerifier(public)
	return signer, verifier, err
}

func (c checker) Signs(context.Context) error { return nil }

func (c checker) Promise(_ context.Context, x *desk.Casting) ([]byte, error) {
	signer, _, err := houseKey()
	if err != nil {
		return nil, err
	}
	p, err := receipt.Of(x.Entry)
	if err != nil {
		return nil, err
	}
	return proof.SignPromise(p, signer)
}

func (c checker) Proof(ctx context.Context, origin string, x *desk.Casting) ([]byte, error) {
	signer, _, err := houseKey()
	if err != nil {
		return nil, err
	}
	var leaves []ledger.Hash
	var tree ledger.Tree
	for b, err := range c.log.Entries(ctx, origin, 0) {
		if err != nil {
			return nil, err
		}
		leaves = append(leaves, ledger.LeafHash(b))
		tree.Append(leaves[len(leaves)-1])
	}
	signed, err := proof.Sign(proof.Checkpoint{Origin: origin, Size: tree.Size(), Root: tree.Root()}, signer)
	if err != nil {
		return nil, err
	}
	r, err := receipt.Prove(x.Entry, origin, x.Seq, leaves, signed)
	if err != nil {
		return nil, err
	}
	return r.Text(), nil
}
