package formats

import (
	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// Asker is the person whom questions to a decision point are about.
type Asker struct {
	Type    string // of the subject: "user"
	ID      string
	Context map[string]string // goes with every question; none: left out
}

// Question is whether the person may do something with a resource. The resource's id is the id of the right.
type Question struct {
	Action       string
	ResourceType string
	ResourceID   string
	Name         string // of the right, for a person; empty: the id
}

type wireEntity struct {
	Type       string         `json:"type,omitzero"`
	ID         string         `json:"id,omitzero"`
	Properties jsontext.Value `json:"properties,omitzero"`
}

type wireAction struct {
	Name string `json:"name"`
}

type wirePage struct {
	Token string `json:"token"`
}

type wireOptions struct {
	Semantic string `json:"evaluations_semantic"`
}

type wireQuestion struct {
	Subject     *wireEntity       `json:"subject,omitzero"`
	Action      *wireAction       `json:"action,omitzero"`
	Resource    *wireEntity       `json:"resource,omitzero"`
	Context     map[string]string `json:"context,omitempty"`
	Evaluations []wireQuestion    `json:"evaluations,omitempty"`
	Options     *wireOptions      `json:"options,omitzero"`
	Page        *wirePage         `json:"page,omitzero"`
}

// AuthZENEvaluation is the body of one question ("Access Evaluation API").
func AuthZENEvaluation(asker Asker, question Question) []byte {
	wire := asker.question()
	wire.Action, wire.Resource = &wireAction{question.Action}, question.resource()
	return wire.body()
}

// AuthZENEvaluations is the body of several questions at once, of which every one is to be answered ("Access Evaluations API"). The
// subject, the context and an action that all of them share stand once, as defaults. There must be at least one question: without
// any, the API takes the body for a single one.
func AuthZENEvaluations(asker Asker, questions []Question) []byte {
	wire := asker.question()
	wire.Options = &wireOptions{Semantic: "execute_all"}
	isShared := len(questions) > 0
	for _, question := range questions {
		isShared = isShared && question.Action == questions[0].Action
	}
	if isShared {
		wire.Action = &wireAction{questions[0].Action}
	}
	for _, question := range questions {
		entry := wireQuestion{Resource: question.resource()}
		if !isShared {
			entry.Action = &wireAction{question.Action}
		}
		wire.Evaluations = append(wire.Evaluations, entry)
	}
	return wire.body()
}

// AuthZENResources is the body of the question which resources of a type the person may do something with ("Resource Search API").
// token is the next-token of the page before; empty: the first page. Everything else must stay the same from page to page.
func AuthZENResources(asker Asker, action, resourceType, token string) []byte {
	wire := asker.question()
	wire.Action, wire.Resource = &wireAction{action}, &wireEntity{Type: resourceType}
	if token != "" {
		wire.Page = &wirePage{token}
	}
	return wire.body()
}

func (a Asker) question() wireQuestion {
	return wireQuestion{Subject: &wireEntity{Type: a.Type, ID: a.ID}, Context: a.Context}
}

func (q Question) resource() *wireEntity { return &wireEntity{Type: q.ResourceType, ID: q.ResourceID} }

// body cannot fail: there is nothing but texts in it, and what is not UTF-8 is replaced.
func (w wireQuestion) body() []byte {
	body, _ := json.Marshal(w, jsontext.AllowInvalidUTF8(true), json.Deterministic(true))
	return body
}
