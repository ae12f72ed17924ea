package demoidp

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
)

var errUnknownAction = errors.New("no such action")

// controlAction is POST /control/{grant,revoke,expire,accept,down,up,fault,reset}. Form
// fields: person, and right; what ("right", "access", "sessions") for expire;
// refuse for down; name and on ("true" or "false") for fault. It answers 204, or
// 303 back to the page for a browser.
func (s *Server) controlAction(w http.ResponseWriter, r *http.Request) {
	if err := r.ParseForm(); err != nil {
		http.Error(w, "the form cannot be read", http.StatusBadRequest)
		return
	}
	if err := s.act(r); err != nil {
		status := http.StatusBadRequest
		if errors.Is(err, errUnknownAction) {
			status = http.StatusNotFound
		}
		http.Error(w, err.Error(), status)
		return
	}
	if strings.Contains(r.Header.Get("Accept"), "text/html") {
		http.Redirect(w, r, pathControl+controlAnchor(r), http.StatusSeeOther)
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

func (s *Server) act(r *http.Request) error {
	control, form := s.Control(), r.PostForm
	person, right := form.Get("person"), strings.TrimSpace(form.Get("right"))
	switch action := r.PathValue("action"); action {
	case "grant", "revoke":
		if !isRightID(right) {
			return fmt.Errorf("%s: right is missing, too long or has strange characters", action)
		}
		if action == "grant" {
			return control.Grant(person, right)
		}
		return control.Revoke(person, right)
	case "expire":
		return s.expire(person, right, form.Get("what"))
	case "accept":
		return control.Accept(person)
	case "down":
		control.Down(true)
		if form.Get("refuse") != "" {
			control.Refuse(true)
		}
		return nil
	case "up":
		control.Down(false)
		return nil
	case "fault":
		on := form.Get("on")
		return control.Fault(form.Get("name"), on == "" || on == "true" || on == "1" || on == "on")
	case "reset":
		control.Reset()
		return nil
	}
	return errUnknownAction
}

// expire ends a right when one is named, else the person's access tokens, or with
// "sessions" everything the person has.
func (s *Server) expire(person, right, what string) error {
	switch {
	case what == "sessions":
		return s.Control().EndSessions(person)
	case what == "right" && !isRightID(right):
		return errors.New("expire: right is missing, too long or has strange characters")
	case what == "right" || what == "" && right != "":
		return s.Control().ExpireRight(person, right)
	case what == "" || what == "access":
		return s.Control().ExpireTokens(person)
	}
	return errors.New("expire: what is right, access or sessions")
}

// isRightID keeps what is added by hand to what real identifiers look like.
func isRightID(id string) bool {
	if id == "" || len(id) > 80 {
		return false
	}
	return !strings.ContainsFunc(id, func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9') && !strings.ContainsRune(".-_:", r)
	})
}

// controlAnchor keeps the browser where the form was.
func controlAnchor(r *http.Request) string {
	if _, ok := personByID(r.PostForm.Get("person")); ok {
		return "#" + r.PostForm.Get("person")
	}
	if r.PathValue("action") == "fault" {
		return "#faults"
	}
	return ""
}

// controlCounts is Control.Counts as JSON.
func (s *Server) controlCounts(w http.ResponseWriter, r *http.Request) {
	writeJSON(w, http.StatusOK, s.counts.all())
}
