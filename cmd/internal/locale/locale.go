package locale

import (
	"fmt"
	"slices"
	"strings"
	"time"
	_ "time/tzdata" // a server without a zone database still knows when a deadline ends

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/collate"
	"golang.org/x/text/language"
)

// zoneName is where the committee meets and its deadlines end.
const zoneName = "Europe/Berlin"

// Locale speaks one language. It does not change after it was made and may be shared.
type Locale struct {
	lang      string
	tag       language.Tag
	catalogue *Catalogue
	messages  *i18n.Localizer
	zone      *time.Location
}

// New opens the catalogues and returns the locale of one language. A language Gremium does not speak gives German.
func New(lang string) (*Locale, error) {
	c, err := Open()
	if err != nil {
		return nil, err
	}
	return c.In(lang)
}

// In returns the locale of one language. A language Gremium does not speak gives German. It fails only when the embedded
// zone database is broken.
func (c *Catalogue) In(lang string) (*Locale, error) {
	if !slices.Contains(Languages(), lang) {
		lang = German
	}
	zone, err := time.LoadLocation(zoneName)
	if err != nil {
		return nil, fmt.Errorf("time zone: %w", err)
	}
	return &Locale{
		lang: lang, tag: language.Make(lang), catalogue: c,
		messages: i18n.NewLocalizer(c.bundle, lang), zone: zone,
	}, nil
}

// Lang is the language tag: de or en.
func (l *Locale) Lang() string { return l.lang }

// T says the message with the values named in pairs: a name, then its value. Integers are written with thousands separated;
// the one called Count also chooses the plural form. A message that is missing or cannot be said gives its id, so that a
// person can still report what stood there.
func (l *Locale) T(id string, pairs ...any) string {
	text, err := l.Say(id, pairs...)
	if err != nil {
		return id
	}
	return text
}

// Say is T with an error for a message this language lacks, for pairs that are no pairs and for a plural that fails.
func (l *Locale) Say(id string, pairs ...any) (string, error) {
	if !l.catalogue.Has(l.lang, id) {
		return "", fmt.Errorf("message %s is missing in %s", id, l.lang)
	}
	data, count, err := l.values(pairs)
	if err != nil {
		return "", fmt.Errorf("message %s: %w", id, err)
	}
	text, err := l.messages.Localize(&i18n.LocalizeConfig{MessageID: id, TemplateData: data, PluralCount: count})
	if err != nil {
		return "", fmt.Errorf("message %s: %w", id, err)
	}
	return text, nil
}

func (l *Locale) values(pairs []any) (data map[string]any, count any, err error) {
	if len(pairs)%2 != 0 {
		return nil, nil, fmt.Errorf("%d values are no pairs", len(pairs))
	}
	data = make(map[string]any, len(pairs)/2)
	for i := 0; i < len(pairs); i += 2 {
		name, ok := pairs[i].(string)
		if !ok {
			return nil, nil, fmt.Errorf("the name of a value is %T, not text", pairs[i])
		}
		data[name] = pairs[i+1]
		if n, isInt := pairs[i+1].(int); isInt {
			data[name] = l.Int(n)
			if name == "Count" {
				count = n
			}
		}
	}
	return data, count, nil
}

// List joins names as a sentence does: A, B und C.
func (l *Locale) List(names []string) string {
	switch len(names) {
	case 0:
		return ""
	case 1:
		return names[0]
	}
	last := len(names) - 1
	return strings.Join(names[:last], ", ") + l.word(" und ", " and ") + names[last]
}

// Quote puts text into the quotation marks of the language; marks within become single ones.
func (l *Locale) Quote(text string) string {
	inner := strings.NewReplacer("„", "‚", "“", "‘", "”", "’", "»", "›", "«", "‹")
	return l.word("„", "“") + inner.Replace(text) + l.word("“", "”")
}

// Compare returns a function that orders text as the language's dictionaries do, figures by their value. It is not safe for
// use by several goroutines at once.
func (l *Locale) Compare() func(a, b string) int {
	return collate.New(l.tag, collate.Numeric, collate.IgnoreCase).CompareString
}

func (l *Locale) word(de, en string) string {
	if l.lang == English {
		return en
	}
	return de
}
