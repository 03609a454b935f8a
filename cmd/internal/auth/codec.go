package auth

import (
	"encoding/json"
	"fmt"
	"time"
)

// codec writes sessions as JSON, in one form for one content. Values are texts.
type codec struct{}

type sessionForm struct {
	Deadline time.Time      `json:"deadline"`
	Values   map[string]any `json:"values"`
}

// Encode writes a session.
func (codec) Encode(deadline time.Time, values map[string]any) ([]byte, error) {
	b, err := json.Marshal(sessionForm{Deadline: deadline.UTC(), Values: values})
	if err != nil {
		return nil, fmt.Errorf("write session: %w", err)
	}
	return b, nil
}

// Decode reads a session.
func (codec) Decode(b []byte) (time.Time, map[string]any, error) {
	var f sessionForm
	if err := json.Unmarshal(b, &f); err != nil {
		return time.Time{}, nil, fmt.Errorf("read session: %w", err)
	}
	if f.Values == nil {
		f.Values = map[string]any{}
	}
	return f.Deadline, f.Values, nil
}
