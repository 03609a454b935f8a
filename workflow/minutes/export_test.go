package minutes

// FormNoteFrom is FormNote of a program that makes another form.
func FormNoteFrom(form, current uint64, lang string) string { return formNote(form, current, lang) }
