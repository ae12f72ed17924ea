package demoidp

import (
	"encoding/json"
	"net/http"
	"strings"
)

// What a decision of the AuthZEN Authorization API 1.0 is about.
type (
	authzenSubject struct {
		Type string `json:"type"`
		ID   string `json:"id"`
	}
	authzenAction struct {
		Name string `json:"name"`
	}
	authzenResource struct {
		Type       string            `json:"type"`
		ID         string            `json:"id,omitempty"`
		Properties map[string]string `json:"properties,omitempty"`
	}
)

// evaluation is one question: may the subject do this to the resource?
type evaluation struct {
	Subject  *authzenSubject  `json:"subject"`
	Action   *authzenAction   `json:"action"`
	Resource *authzenResource `json:"resource"`
}

// evaluations are several; what one leaves out is taken from above it.
type evaluations struct {
	evaluation
	Evaluations []evaluation `json:"evaluations"`
	Options     struct {
		Semantic string `json:"evaluations_semantic"`
	} `json:"options"`
}

type decision struct {
	Decision bool           `json:"decision"`
	Context  map[string]any `json:"context,omitempty"`
}

// authzenMetadata is the metadata of the decision point (section 9).
func (s *Server) authzenMetadata(w http.ResponseWriter, _ *http.Request) {
	writeJSON(w, http.StatusOK, map[string]any{
		"policy_decision_point":       s.issuer,
		"access_evaluation_endpoint":  s.issuer + pathEvaluation,
		"access_evaluations_endpoint": s.issuer + pathEvaluations,
		"search_resource_endpoint":    s.issuer + pathSearch,
	})
}

// evaluate is the Access Evaluation API.
func (s *Server) evaluate(w http.ResponseWriter, r *http.Request) {
	var asked evaluation
	token := s.authzenRequest(w, r, &asked)
	if token == nil {
		return
	}
	answer, problem := s.decide(token, asked)
	s.answerAuthZEN(w, token, answer, problem)
}

// evaluateAll is the Access Evaluations API. Without a list it is one question like
// any other.
func (s *Server) evaluateAll(w http.ResponseWriter, r *http.Request) {
	var asked evaluations
	token := s.authzenRequest(w, r, &asked)
	switch {
	case token == nil:
	case len(asked.Evaluations) == 0:
		answer, problem := s.decide(token, asked.evaluation)
		s.answerAuthZEN(w, token, answer, problem)
	default:
		answers, problem := s.decideAll(token, asked)
		s.answerAuthZEN(w, token, map[string]any{"evaluations": answers}, problem)
	}
}

func (s *Server) answerAuthZEN(w http.ResponseWriter, token *accessToken, answer any, problem string) {
	if problem != "" {
		http.Error(w, problem, http.StatusBadRequest)
		return
	}
	s.answerNow(w, token, answer)
}

// lastDecision tells, for each semantic, whether a decision ends the list.
var lastDecision = map[string]func(granted bool) bool{
	"": func(bool) bool { return false }, "execute_all": func(bool) bool { return false },
	"deny_on_first_deny": func(granted bool) bool { return !granted }, "permit_on_first_permit": func(granted bool) bool { return granted },
}

// decideAll gives the decisions in the order of the questions, up to the one that the
// semantic looks for.
func (s *Server) decideAll(token *accessToken, asked evaluations) (answers []decision, problem string) {
	last, known := lastDecision[asked.Options.Semantic]
	if !known {
		return nil, "The semantic is not known."
	}
	for _, one := range asked.Evaluations {
		answer, problem := s.decide(token, one.over(asked.evaluation))
		if problem != "" {
			return nil, problem
		}
		if answers = append(answers, answer); last(answer.Decision) {
			break
		}
	}
	return answers, ""
}

func (e evaluation) over(defaults evaluation) evaluation {
	if e.Subject == nil {
		e.Subject = defaults.Subject
	}
	if e.Action == nil {
		e.Action = defaults.Action
	}
	if e.Resource == nil {
		e.Resource = defaults.Resource
	}
	return e
}

// decide answers one question about the token's own person. The demo does not tell
// actions apart, nor types of resources.
func (s *Server) decide(token *accessToken, asked evaluation) (answer decision, problem string) {
	if problem := asked.flaw(token.grant.person); problem != "" {
		return decision{}, problem
	}
	if asked.Resource.ID == "" {
		return decision{}, "The resource has no id."
	}
	for _, r := range s.seenRights(token) {
		if r.ID != asked.Resource.ID {
			continue
		}
		if r.State == stateGranted {
			return decision{Decision: true}, ""
		}
		return decision{Context: map[string]any{"reason": reasonOf(r)}}, ""
	}
	return decision{Context: map[string]any{"error": map[string]any{"status": http.StatusNotFound, "message": "Resource not found"}}}, ""
}

func reasonOf(r right) string {
	if r.Reason == "" {
		return strings.ReplaceAll(r.State, "_", " ")
	}
	return r.Reason
}

// flaw says what is missing, or that the question is about somebody else: the demo
// answers everybody about themselves.
func (e evaluation) flaw(person Person) string {
	switch {
	case e.Subject == nil || e.Subject.Type == "" || e.Subject.ID == "":
		return "The subject needs a type and an id."
	case e.Subject.ID != person.Subject && !strings.EqualFold(e.Subject.ID, person.Email):
		return "The subject is not the person of the access token."
	case e.Action == nil || e.Action.Name == "":
		return "The action needs a name."
	case e.Resource == nil || e.Resource.Type == "":
		return "The resource needs a type."
	}
	return ""
}

// authzenRequest reads a question; nil when the answer is given already. The
// request's identifier goes back with whatever is said.
func (s *Server) authzenRequest(w http.ResponseWriter, r *http.Request, into any) *accessToken {
	if id := r.Header.Get("X-Request-ID"); id != "" {
		w.Header().Set("X-Request-ID", id)
	}
	token := s.bearer(w, r)
	if token == nil {
		return nil
	}
	kind, _, _ := strings.Cut(r.Header.Get("Content-Type"), ";")
	if !strings.EqualFold(strings.TrimSpace(kind), "application/json") {
		http.Error(w, "The content type is not application/json.", http.StatusBadRequest)
		return nil
	}
	if err := json.NewDecoder(r.Body).Decode(into); err != nil {
		http.Error(w, "The question cannot be read.", http.StatusBadRequest)
		return nil
	}
	return token
}
