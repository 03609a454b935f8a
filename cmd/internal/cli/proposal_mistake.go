package cli

import (
	"errors"
	"io"
	"reflect"
	"regexp"
	"strings"

	"go.yaml.in/yaml/v3"

	"gremium/policy"
)

// What the YAML library says of a file, with the names of types that people never see.
var (
	unknownKey = regexp.MustCompile(`^line (\d+): field (.*) not found in type (\S+)$`)
	wrongShape = regexp.MustCompile("(?s)^line (\\d+): cannot unmarshal !!\\S+(?: `(.*)`)? into (\\S+)$")
	twiceKey   = regexp.MustCompile(`^line (\d+): mapping key "(.*)" already defined at line (\d+)$`)
	anyLine    = regexp.MustCompile(`line (\d+):`)
)

// sections are the parts of a proposal file by the name of their type.
func sections() map[string]reflect.Type {
	out := map[string]reflect.Type{}
	for _, t := range []reflect.Type{reflect.TypeFor[proposalFile](), reflect.TypeFor[contactFile](), reflect.TypeFor[previousFile]()} {
		out[t.String()] = t
	}
	return out
}

// keys are the names that a part of the file may have, in the order of the form.
func keys(t reflect.Type) string {
	names := make([]string, t.NumField())
	for i := range names {
		names[i] = t.Field(i).Tag.Get("yaml")
	}
	return strings.Join(names, ", ")
}

// fileMistakes says every mistake of a proposal file with its line, the word that is wrong and what is allowed.
func fileMistakes(err error) policy.Text {
	if errors.Is(err, io.EOF) {
		return policy.Text{DE: "Sie ist leer.", EN: "It is empty."}
	}
	found := []string{strings.TrimPrefix(err.Error(), "yaml: ")}
	if wrong, ok := errors.AsType[*yaml.TypeError](err); ok {
		found = wrong.Errors
	}
	var de, en []string
	for _, one := range found {
		t := fileMistake(one)
		de, en = append(de, t.DE), append(en, t.EN)
	}
	return policy.Text{DE: strings.Join(de, " "), EN: strings.Join(en, " ")}
}

func fileMistake(said string) policy.Text {
	if m := unknownKey.FindStringSubmatch(said); m != nil {
		allowed := keys(sections()[m[3]])
		return policy.Text{
			DE: "Zeile " + m[1] + ": Den Namen „" + m[2] + "“ gibt es hier nicht. Erlaubt sind: " + allowed + ".",
			EN: "Line " + m[1] + ": There is no name \"" + m[2] + "\" here. Allowed are: " + allowed + ".",
		}
	}
	if m := twiceKey.FindStringSubmatch(said); m != nil {
		return policy.Text{
			DE: "Zeile " + m[1] + ": „" + m[2] + "“ steht schon in Zeile " + m[3] + ". Lassen Sie eines von beiden stehen.",
			EN: "Line " + m[1] + ": \"" + m[2] + "\" stands in line " + m[3] + " already. Keep one of the two.",
		}
	}
	if m := wrongShape.FindStringSubmatch(said); m != nil {
		want := shape(m[3])
		de, en := "Hier", "Here"
		if m[2] != "" {
			de, en = "Statt „"+m[2]+"“", "Instead of \""+m[2]+"\""
		}
		return policy.Text{DE: "Zeile " + m[1] + ": " + de + " gehört " + want.DE + " hin.", EN: "Line " + m[1] + ": " + en + " there should be " + want.EN + "."}
	}
	at := policy.Text{}
	if m := anyLine.FindStringSubmatch(said); m != nil {
		at = policy.Text{DE: "Zeile " + m[1] + ": ", EN: "Line " + m[1] + ": "}
	}
	return policy.Text{
		DE: at.DE + "Der Aufbau ist nicht lesbar. Prüfen Sie dort und davor Einrückung, Doppelpunkte und Anführungszeichen.",
		EN: at.EN + "The form cannot be read. Check indentation, colons and quotation marks there and ahead of it.",
	}
}

// shape says what is written in the place of a type.
func shape(goType string) policy.Text {
	switch {
	case goType == "bool":
		return policy.Text{DE: "true oder false", EN: "true or false"}
	case goType == "[]string":
		return policy.Text{DE: "eine Liste wie [a, b]", EN: "a list such as [a, b]"}
	case strings.HasPrefix(goType, "[]"):
		return policy.Text{DE: "eine Liste, jeder Eintrag hinter einem Strich", EN: "a list, each item behind a dash"}
	case goType == "string":
		return policy.Text{DE: "ein Text", EN: "a text"}
	}
	return policy.Text{DE: "eine Reihe von Angaben der Form Name: Wert", EN: "lines of the form name: value"}
}
