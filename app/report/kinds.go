package report

import (
	"strconv"
	"strings"
	"time"
)

// The kinds of evidence, as package doctor names them.
const (
	kindNumber, kindSeconds, kindMoment = "number", "seconds", "moment"
	kindCode, kindVersion, kindApp      = "code", "version", "app"
	kindHost, kindAddress               = "host", "address"
	kindPerson, kindPath, kindName      = "person", "path", "name"
)

// Value lets a value of evidence in as its kind says.
func (m *Maker) Value(kind, text string) Value {
	if text == "" {
		return Value{}
	}
	switch kind {
	case kindNumber, kindSeconds:
		n, err := strconv.ParseInt(text, 10, 64)
		if err != nil {
			return Value{Code{Other}}
		}
		return Value{Code{strconv.FormatInt(n, 10)}}
	case kindMoment:
		at, err := time.Parse(time.RFC3339, text)
		if err != nil {
			return Value{Code{Other}}
		}
		return Value{Code{At(at).String()}}
	case kindCode:
		return Value{m.codeOr(text)}
	case kindVersion:
		return Value{VersionOf(text).Code}
	case kindApp:
		return Value{m.App(text).Code}
	case kindHost:
		return Value{m.Host(text).Code}
	case kindAddress:
		return Value{m.Address(text).Code}
	case kindPerson:
		return Value{m.Person(text).Code}
	case kindPath:
		return Value{m.Path(text)}
	case kindName:
		return Value{m.Organization("", text).named("name")}
	}
	return Value{Code{Other}}
}

// named gives the same pseudonym another kind: whether the name in a piece of
// evidence is that of an organization or of something else, is not known there,
// and that it is the same as elsewhere still shows.
func (p Pseudonym) named(kind string) Code {
	_, letters, found := strings.Cut(p.text, "-")
	if !found {
		return p.Code
	}
	return Code{kind + "-" + letters}
}

// codeOr also takes numbers and lists of codes, as settings and answers have them.
func (m *Maker) codeOr(text string) Code {
	if n, err := strconv.ParseInt(text, 10, 64); err == nil && len(text) < 12 {
		return Code{strconv.FormatInt(n, 10)}
	}
	parts := strings.Split(text, ",")
	for i, part := range parts {
		parts[i] = m.Code(strings.TrimSpace(part)).String()
	}
	if len(parts) > 20 {
		return Code{Other}
	}
	return Code{strings.Join(parts, ",")}
}

// Subject is what an event was about: scopes of a reset, the key of a setting, a
// check. Apps in scopes are kept as AppOf keeps them.
func (m *Maker) Subject(text string) Code {
	if text == "" {
		return Code{}
	}
	parts := strings.Split(text, ",")
	for i, part := range parts[:min(len(parts), 20)] {
		named, isApp := strings.CutPrefix(part, "app:")
		if !isApp {
			parts[i] = m.Code(part).String()
			continue
		}
		id, version, hasVersion := strings.Cut(named, "@")
		parts[i] = "app:" + m.AppOf(id).String()
		if hasVersion {
			parts[i] += "@" + VersionOf(version).String()
		}
	}
	return Code{strings.Join(parts[:min(len(parts), 20)], ",")}
}
