package formats

import (
	"fmt"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"latchkey/session/rights"
)

// MaxPages is how many pages of one search are worth asking for; a search that has more is endless.
const MaxPages = 1_000

// ResourcePage is one page of a search.
type ResourcePage struct {
	Rights []rights.Right
	Next   string // the token of the next page; empty: this is the last
}

type wireResources struct {
	Page struct {
		Next string `json:"next_token"`
	} `json:"page"`
	Results each[wireEntity] `json:"results"`
}

// ReadResources reads the answer to AuthZENResources, of the type that was asked for with that token. Every result is a granted
// right; a property name or display of it is its name. Errors: rights.ErrMalformed, also for a result of another type and for a
// page that names itself as the next.
func ReadResources(body []byte, resourceType, token string) (ResourcePage, error) {
	all := collect(len(body) / usualRight)
	wire := wireResources{Results: each[wireEntity]{take: func(result *wireEntity) error {
		if result.Type != resourceType || !isID(result.ID) {
			return flaw("a result has no usable id, or another type")
		}
		return all.add(rights.Right{ID: result.ID, Name: nameOr(result.name(), result.ID), State: rights.Granted})
	}}}
	if err := decode(body, &wire); err != nil {
		return ResourcePage{}, err
	}
	switch {
	case !wire.Results.isThere:
		return ResourcePage{}, fmt.Errorf("%w: the results are missing", rights.ErrMalformed)
	case token != "" && wire.Page.Next == token:
		return ResourcePage{}, fmt.Errorf("%w: a page names itself as the next", rights.ErrMalformed)
	}
	return ResourcePage{Rights: all.rights, Next: wire.Page.Next}, nil
}

func (e *wireEntity) name() string {
	var properties struct {
		Name    jsontext.Value `json:"name"`
		Display jsontext.Value `json:"display"`
	}
	_ = json.Unmarshal(e.Properties, &properties) // their form is free
	var name string
	for _, value := range []jsontext.Value{properties.Name, properties.Display} {
		if name == "" && value.Kind() == jsontext.KindString {
			_ = json.Unmarshal(value, &name)
		}
	}
	return name
}

// ResourcesAnswer joins all the pages of one search, in their order; a result may stand on two, because a search is no snapshot. A
// last page that names another one is rights.ErrMalformed: a part of the rights would pass for all of them.
func ResourcesAnswer(pages []ResourcePage, issuer, subject string, now time.Time) (rights.Answer, error) {
	if len(pages) == 0 || pages[len(pages)-1].Next != "" {
		return rights.Answer{}, fmt.Errorf("%w: the last page of the search is missing", rights.ErrMalformed)
	}
	all := collect(0)
	for _, page := range pages {
		for _, right := range page.Rights {
			if err := all.add(right); err != nil {
				return rights.Answer{}, fmt.Errorf("%w: %w", rights.ErrMalformed, err)
			}
		}
	}
	answer := newAnswer(issuer, subject, now)
	answer.Rights = all.rights
	return answer, nil
}
