package web

import (
	"fmt"

	"gremium/cmd/internal/locale"
)

// material is what pages are made of: words, files and templates. It does not change, so servers may share it.
type material struct {
	speak     map[string]*locale.Locale
	files     assets
	templates *templates
}

// newMaterial reads every message and file and parses every page in every language.
func newMaterial() (*material, error) {
	m := &material{speak: map[string]*locale.Locale{}}
	catalogue, err := locale.Open()
	if err != nil {
		return nil, err
	}
	for _, lang := range locale.Languages() {
		if m.speak[lang], err = catalogue.In(lang); err != nil {
			return nil, fmt.Errorf("words in %s: %w", lang, err)
		}
	}
	if m.files, err = newAssets(); err != nil {
		return nil, err
	}
	if m.templates, err = newTemplates(m.speak, m.files); err != nil {
		return nil, err
	}
	return m, nil
}
