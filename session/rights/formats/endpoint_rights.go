package formats

import (
	"github.com/go-json-experiment/json/jsontext"

	"latchkey/session/rights"
)

type wireRight struct {
	ID     string         `json:"id"`
	Name   string         `json:"name"`
	State  string         `json:"state"`
	Source string         `json:"source"`
	Until  string         `json:"until"`
	Reason string         `json:"reason"`
	Others jsontext.Value `json:",embed"`
}

func (w *wireRight) right() (rights.Right, error) {
	if err := checkNames(w.Others, "id", "name", "state", "source", "until", "reason"); err != nil {
		return rights.Right{}, err
	}
	if !isID(w.ID) {
		return rights.Right{}, flaw("a right has no usable id")
	}
	until, err := parseEnd(w.Until)
	if err != nil {
		return rights.Right{}, err
	}
	return rights.Right{
		ID: w.ID, Name: nameOr(w.Name, w.ID), State: knownState(w.State), Source: knownSource(w.Source),
		Until: until, Reason: cleanText(w.Reason),
	}, nil
}

// nameOr is a right's name for a person: what the server gave, or the id.
func nameOr(name, id string) string {
	if name = cleanText(name); name != "" && name != id {
		return name
	}
	return id
}

func knownState(word string) rights.State {
	for _, state := range []rights.State{
		rights.Granted, rights.Denied, rights.Expired, rights.PendingInvitation,
		rights.NeedsSignIn, rights.NeedsVerification, rights.SeatLimit,
	} {
		if word == string(state) {
			return state // the constant, so that the answer's bytes are not kept alive
		}
	}
	return rights.Unknown
}

func knownSource(word string) string {
	for _, source := range []string{
		rights.SourceOrganization, rights.SourceGroup, rights.SourceExternal, rights.SourcePersonal,
		rights.SourceMaintenance, rights.SourceClaim,
	} {
		if word == source {
			return source
		}
	}
	return ""
}
