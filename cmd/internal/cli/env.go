package cli

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"gremium/cmd/internal/locale"
	"gremium/cmd/internal/reply"
)

// env is what every command works with: the streams, the flags that all share, and the language.
type env struct {
	in        io.Reader
	out, errs io.Writer
	url       string   // of the database
	keyFile   string   // that signs checkpoints; empty: beside the database
	witnesses []string // that the server asks: URL=KEY
	quorum    string   // how many of them have to cosign; empty: more than half
	json      bool
	lang      string
	loc       *locale.Locale
	names     map[string]string // of participants, by pseudonym, once a round has been read
}

// text is a message in German and English.
type text struct{ de, en string }

func newEnv(args []string, getenv func(string) string, in io.Reader, out, errs io.Writer) (*env, error) {
	e := &env{in: in, url: "gremium.db", lang: languageOf(args, getenv), names: map[string]string{}}
	e.out, e.errs = plain{out, &e.json}, plain{errs, &e.json}
	if v := getenv("GREMIUM_DB"); v != "" {
		e.url = v
	}
	e.keyFile = getenv("GREMIUM_KEY")
	e.witnesses, e.quorum = strings.Fields(getenv("GREMIUM_WITNESS")), getenv("GREMIUM_WITNESS_QUORUM")
	var err error
	if e.loc, err = locale.New(e.lang); err != nil {
		return nil, fmt.Errorf("read the catalogues: %w", err)
	}
	return e, nil
}

// say picks the words of the language and fills them as fmt.Sprintf does; a text that is filled in keeps to its line.
func (e *env) say(de, en string, args ...any) string {
	words := de
	if e.lang == locale.English {
		words = en
	}
	if len(args) == 0 {
		return words
	}
	filled := slices.Clone(args)
	for i, a := range filled {
		if s, ok := a.(string); ok {
			filled[i] = oneLine(s)
		}
	}
	return fmt.Sprintf(words, filled...)
}

// in picks the words of the language.
func (e *env) word(t text) string { return e.say(t.de, t.en) }

// tell prints one line for a person; with --json nothing, because the answer is an object then.
func (e *env) tell(de, en string, args ...any) {
	if !e.json {
		fmt.Fprintln(e.out, e.say(de, en, args...))
	}
}

// name is what a participant is called, the pseudonym where no name is known.
func (e *env) name(pseudonym string) string {
	if n := e.names[pseudonym]; n != "" {
		return oneLine(n)
	}
	return pseudonym
}

// checkLanguage refuses a language that Gremium does not speak.
func (e *env) checkLanguage() error {
	if slices.Contains(locale.Languages(), e.lang) {
		return nil
	}
	lang := e.lang
	e.lang = locale.German
	return usagef("Die Sprache „%s“ kennt Gremium nicht. Möglich sind de und en.", "Gremium does not speak the language \"%s\". Possible are de and en.", lang)
}

// usagef is an error in how the program was called: exit code 2.
func usagef(de, en string, args ...any) error {
	return reply.New(reply.Usage, "usage", fmt.Sprintf(de, args...), fmt.Sprintf(en, args...))
}
