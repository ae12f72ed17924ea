package demoidp

import (
	"encoding/base64"
	"net/http"
	"strconv"
)

// resourceSearch is a question of the Resource Search API: which resources of this
// type may the subject do this to? The id of the resource, if any, is ignored.
type resourceSearch struct {
	evaluation
	Page struct {
		Token string `json:"token"`
		Limit *int   `json:"limit"`
	} `json:"page"`
}

// searchPage is how much of the result an answer holds.
type searchPage struct {
	Next  string `json:"next_token"` // empty: that was all
	Count int    `json:"count"`
	Total int    `json:"total"`
}

// searchResources lists the granted rights, in pages of Options.SearchPage at most.
func (s *Server) searchResources(w http.ResponseWriter, r *http.Request) {
	var asked resourceSearch
	token := s.authzenRequest(w, r, &asked)
	if token == nil {
		return
	}
	from, ok := readPageToken(asked.Page.Token)
	problem := asked.flaw(token.grant.person)
	if problem == "" && (!ok || asked.Page.Limit != nil && *asked.Page.Limit < 0) {
		problem = "The page is not one of these results."
	}
	if problem != "" {
		s.answerAuthZEN(w, token, nil, problem)
		return
	}
	all := []authzenResource{}
	for _, granted := range s.seenRights(token) {
		if granted.State == stateGranted {
			all = append(all, authzenResource{Type: asked.Resource.Type, ID: granted.ID, Properties: map[string]string{"name": granted.Name}})
		}
	}
	size := s.options.SearchPage
	if asked.Page.Limit != nil {
		size = min(size, *asked.Page.Limit)
	}
	from = min(from, len(all))
	to := min(from+size, len(all))
	page := searchPage{Count: to - from, Total: len(all)}
	if to < len(all) {
		page.Next = pageToken(to)
	}
	s.answerNow(w, token, map[string]any{"page": page, "results": all[from:to]})
}

func pageToken(from int) string {
	return base64.RawURLEncoding.EncodeToString([]byte(strconv.Itoa(from)))
}

// readPageToken gives where a page begins; the empty token is the first page's.
func readPageToken(token string) (int, bool) {
	if token == "" {
		return 0, true
	}
	raw, err := base64.RawURLEncoding.DecodeString(token)
	if err != nil {
		return 0, false
	}
	from, err := strconv.ParseUint(string(raw), 10, 16)
	return int(from), err == nil
}
