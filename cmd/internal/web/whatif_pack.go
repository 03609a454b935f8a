package web

import (
	"bytes"
	"compress/flate"
	"encoding/base64"
	"io"

	"gremium/policy"
)

// A policy that somebody pastes travels in the address, packed: so the comparison can be shown to others, and nothing of it
// is kept here.
const (
	packedPolicy = "z." // what begins the value of a packed policy
	// maxSource, maxCanonical and maxPacked bound, in bytes, what is pasted, what is unpacked, and what an address carries.
	maxSource    = 64 << 10
	maxCanonical = 128 << 10
	maxPacked    = 12 << 10
	// maxCriteria bounds what a comparison takes: each criterion is computed for each proposal.
	maxCriteria = 40
)

// packPolicy writes a policy for an address; empty where it is too long for one.
func packPolicy(p *policy.Policy) string {
	var out bytes.Buffer
	w, err := flate.NewWriter(&out, flate.BestCompression)
	if err != nil {
		return ""
	}
	_, err = w.Write(p.Canonical())
	if err != nil || w.Close() != nil || len(p.Criteria) > maxCriteria {
		return ""
	}
	text := base64.RawURLEncoding.EncodeToString(out.Bytes())
	if len(text) > maxPacked {
		return ""
	}
	return packedPolicy + text
}

// unpackPolicy reads one back; nil where it is none.
func unpackPolicy(text string) *policy.Policy {
	if len(text) > maxPacked {
		return nil
	}
	raw, err := base64.RawURLEncoding.DecodeString(text)
	if err != nil {
		return nil
	}
	canonical, err := io.ReadAll(io.LimitReader(flate.NewReader(bytes.NewReader(raw)), maxCanonical+1))
	if err != nil || len(canonical) > maxCanonical {
		return nil
	}
	p, err := policy.Decode(canonical)
	if err != nil || len(p.Criteria) > maxCriteria {
		return nil
	}
	return p
}
