package locale

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"
	_ "time/tzdata" // a server without a zone database still knows when a deadline ends

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/collate"
	"golang.org/x/text/language"
)

// zoneName is where the committee meets and its deadlines end.
const zoneName = "Europe/Berlin"

// Locale speaks one language. It may be shared.
type Locale struct {
	lang     string
	tag      language.Tag
	messages func() (*messages, error)
	zone     *time.Location

	collators sync.Pool // of *collate.Collator: a collator is for one at a time, and dear to make
}

// messages are a catalogue and the speaker of one of its languages.
type messages struct {
	*Catalogue
	speaker *i18n.Localizer
}

func (c *Catalogue) spoken(lang string) *messages {
	return &messages{c, i18n.NewLocalizer(c.bundle, lang)}
}

// New returns the locale of one language. A language Gremium does not speak gives German. It fails only when the embedded zone
// database is broken. The catalogue of the language is read when its first message is said: a command that says none does not
// wait for it.
func New(lang string) (*Locale, error) {
	l, err := in(lang)
	if err != nil {
		return nil, err
	}
	l.messages = sync.OnceValues(func() (*messages, error) {
		c, err := open("catalogue/*." + l.lang + ".yaml")
		if err != nil {
			return nil, err
		}
		return c.spoken(l.lang), nil
	})
	return l, nil
}

// In is New on a catalogue that is open.
func (c *Catalogue) In(lang string) (*Locale, error) {
	l, err := in(lang)
	if err != nil {
		return nil, err
	}
	m := c.spoken(l.lang)
	l.messages = func() (*messages, error) { return m, nil }
	return l, nil
}

// in is a locale without messages.
func in(lang string) (*Locale, error) {
	if !slices.Contains(Languages(), lang) {
		lang = German
	}
	zone, err := time.LoadLocation(zoneName)
	if err != nil {
		return nil, fmt.Errorf("time zone: %w", err)
	}
	l := &Locale{lang: lang, tag: language.Make(lang), zone: zone}
	l.collators.New = func() any { return collate.New(l.tag, collate.Numeric, collate.IgnoreCase) }
	return l, nil
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
	m, err := l.messages()
	if err != nil {
		return "", err
	}
	known, ok := m.message(l.lang, id)
	if !ok {
		return "", fmt.Errorf("message %s is missing in %s", id, l.lang)
	}
	if known.plain && len(pairs) == 0 && len(known.other) == 1 {
		return known.other[0], nil
	}
	count, err := counted(pairs)
	if err != nil {
		return "", fmt.Errorf("message %s: %w", id, err)
	}
	if known.plain {
		if text, whole := known.form(count).fill(l, pairs); whole {
			return text, nil
		}
	}
	data := l.values(pairs)
	text, err := m.speaker.Localize(&i18n.LocalizeConfig{MessageID: id, TemplateData: data, PluralCount: count})
	if err != nil {
		return "", fmt.Errorf("message %s: %w", id, err)
	}
	return text, nil
}

// counted is the value called Count, nil where nothing is counted. It refuses pairs that are none.
func counted(pairs []any) (count any, err error) {
	if len(pairs)%2 != 0 {
		return nil, fmt.Errorf("%d values are no pairs", len(pairs))
	}
	for i := 0; i < len(pairs); i += 2 {
		name, ok := pairs[i].(string)
		if !ok {
			return nil, fmt.Errorf("the name of a value is %T, not text", pairs[i])
		}
		if n, isInt := pairs[i+1].(int); isInt && name == "Count" {
			count = n
		}
	}
	return count, nil
}

func (l *Locale) values(pairs []any) map[string]any {
	data := make(map[string]any, len(pairs)/2)
	for i := 0; i < len(pairs); i += 2 {
		name, _ := pairs[i].(string)
		data[name] = pairs[i+1]
		if n, isInt := pairs[i+1].(int); isInt {
			data[name] = l.Int(n)
		}
	}
	return data
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

// Compare orders text as the language's dictionaries do, figures by their value.
func (l *Locale) Compare(a, b string) int {
	c := l.collators.Get().(*collate.Collator) //nolint:forcetypeassert // Nothing else is put there.
	defer l.collators.Put(c)
	return c.CompareString(a, b)
}

func (l *Locale) word(de, en string) string {
	if l.lang == English {
		return en
	}
	return de
}
