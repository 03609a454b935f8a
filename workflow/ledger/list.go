package ledger

// Strings is a required array of strings. An empty array is read as nil.
func (f *Form) Strings(key string, v *[]string) {
	if f.member(key) {
		f.texts(v)
	}
}

// OptStrings is an array of strings that is absent when it is empty.
func (f *Form) OptStrings(key string, v *[]string) {
	if f.optional(key, len(*v) == 0) {
		f.texts(v)
		f.spelt(len(*v) == 0)
	} else {
		absent(f, v)
	}
}

// List is a required array of objects, each described by fields. An empty
// array is read as nil.
func List[T any](f *Form, key string, v *[]T, fields func(*T, *Form)) {
	if f.member(key) {
		objects(f, v, fields)
	}
}

// OptList is an array of objects that is absent when it is empty.
func OptList[T any](f *Form, key string, v *[]T, fields func(*T, *Form)) {
	if f.optional(key, len(*v) == 0) {
		objects(f, v, fields)
		f.spelt(len(*v) == 0)
	} else {
		absent(f, v)
	}
}

func (f *Form) texts(v *[]string) {
	list(f, v, f.text)
}

func objects[T any](f *Form, v *[]T, fields func(*T, *Form)) {
	list(f, v, func(item *T) {
		last := f.last
		if f.open('{') {
			fields(item, f)
			f.close('}')
			f.last = last
		}
	})
}

// list writes or reads an array, each element by item.
func list[T any](f *Form, v *[]T, item func(*T)) {
	key := f.last
	if !f.open('[') {
		return
	}
	f.last = key
	if f.writing {
		for i := range *v {
			if i > 0 {
				f.buf = append(f.buf, ',')
			}
			if item(&(*v)[i]); f.err != nil {
				return
			}
		}
	} else {
		var read []T
		if f.reuse {
			read = (*v)[:0]
		}
		for f.another(len(read) == 0) {
			var zero T
			read = append(read, zero)
			item(&read[len(read)-1])
		}
		if len(read) == 0 {
			read = nil
		}
		set(f, v, read)
	}
	f.close(']')
}

// another reports whether an element follows in the array being read, and
// moves to it.
func (f *Form) another(first bool) bool {
	switch {
	case f.err != nil:
		return false
	case f.pos < len(f.buf) && f.buf[f.pos] == ']':
		return false
	case first:
		return true
	case f.pos < len(f.buf) && f.buf[f.pos] == ',':
		f.pos++
		return true
	}
	f.fault(f.pos, "want a comma or the closing ]")
	return false
}
