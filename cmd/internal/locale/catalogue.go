// Package locale speaks to people: messages, numbers, dates and alphabetical order in German and English.
//
// The messages lie in catalogue/AREA.LANGUAGE.yaml, one flat key per message; German is written first and English is
// complete, which a test holds. A message may name values in double braces and may have plural forms (one, other), chosen
// by the value called Count. The catalogues are YAML because the policies are: one format, one decoder.
package locale

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"go.yaml.in/yaml/v3"
	"golang.org/x/text/language"
)

// The languages Gremium speaks. German is the default.
const (
	German  = "de"
	English = "en"
)

//go:embed catalogue/*.yaml
var files embed.FS

// Catalogue holds every message in every language. It does not change after Open and may be shared.
type Catalogue struct {
	bundle *i18n.Bundle
	ids    map[string]message
}

// Languages lists the languages Gremium speaks, the default first.
func Languages() []string { return []string{German, English} }

// Open reads the embedded catalogues. It fails when one of them cannot be read, or when two files define the same message.
func Open() (*Catalogue, error) { return open("catalogue/*.yaml") }

func open(pattern string) (*Catalogue, error) {
	c := &Catalogue{bundle: i18n.NewBundle(language.German), ids: map[string]message{}}
	c.bundle.RegisterUnmarshalFunc("yaml", yaml.Unmarshal)
	names, err := fs.Glob(files, pattern)
	if err != nil {
		return nil, fmt.Errorf("list message catalogues: %w", err)
	}
	for _, name := range names {
		if err := c.add(name); err != nil {
			return nil, fmt.Errorf("message catalogue %s: %w", name, err)
		}
	}
	return c, nil
}

func (c *Catalogue) add(name string) error {
	text, err := files.ReadFile(name)
	if err != nil {
		return err
	}
	file, err := c.bundle.ParseMessageFileBytes(text, name)
	if err != nil {
		return err
	}
	for _, m := range file.Messages {
		key := file.Tag.String() + " " + m.ID
		if _, twice := c.ids[key]; twice {
			return errors.New("message " + m.ID + " is defined in another file too")
		}
		if m.One == "" { // has no plural, and says of one what it says of many
			m.One = m.Other
			if err := c.bundle.AddMessages(file.Tag, m); err != nil {
				return err
			}
		}
		c.ids[key] = messageOf(m.One, m.Other)
	}
	return nil
}

// Has reports whether the catalogue holds the message in the language.
func (c *Catalogue) Has(lang, id string) bool {
	_, ok := c.ids[lang+" "+id]
	return ok
}

// message finds a message.
func (c *Catalogue) message(lang, id string) (message, bool) {
	m, ok := c.ids[lang+" "+id]
	return m, ok
}

// matcher finds the nearest of Languages.
var matcher = language.NewMatcher([]language.Tag{language.German, language.English})

// Match chooses a language from wishes in order of weight: a query parameter, a cookie, an Accept-Language header, the LANG
// of a terminal. The first wish that names a language Gremium speaks decides; without one it is German.
func Match(wishes ...string) string {
	for _, wish := range wishes {
		tags, _, err := language.ParseAcceptLanguage(wish)
		if err != nil || len(tags) == 0 {
			continue
		}
		if _, i, sure := matcher.Match(tags...); sure > language.No {
			return Languages()[i]
		}
	}
	return German
}
