package policy

// Lang names a language of the product: "de" or "en".
type Lang = string

// The languages of the product.
const (
	DE Lang = "de"
	EN Lang = "en"
)

// Text is what a person reads, in both languages.
type Text struct{ DE, EN string }

// In gives the text in lang. Where that language is empty it gives the other one; an unknown lang counts as German.
func (t Text) In(lang Lang) string {
	if lang == EN && t.EN != "" || t.DE == "" {
		return t.EN
	}
	return t.DE
}

// Empty tells whether the text says nothing in either language.
func (t Text) Empty() bool { return t == Text{} }
