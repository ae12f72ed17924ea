package demoidp

import (
	"net/http"
	"slices"
)

const becomesActive = "Becomes active at the next sign-in."

type invitationPageData struct {
	Person Person
	Name   string // of what the person is invited to
	Action string
}

// Accept lets the person accept every invitation. What was promised then waits for
// the next sign-in, as rights from an organization do in real life. Without an
// invitation nothing changes. Error: ErrUnknownPerson.
func (c *Control) Accept(person string) error {
	return c.change(person, func(b *book) { b.people[person].accept() })
}

func (a *account) accept() {
	a.pending = nil
	a.rights = slices.Clone(a.rights) // snapshots share the slice
	for i, r := range a.rights {
		if r.State == stateInvited {
			a.rights[i].State, a.rights[i].Reason, a.rights[i].waits = stateSignIn, becomesActive, true
		}
	}
}

// signedIn makes what was accepted active.
func (a *account) signedIn() {
	a.rights = slices.Clone(a.rights)
	for i, r := range a.rights {
		if r.waits {
			a.rights[i].State, a.rights[i].Reason, a.rights[i].waits = stateGranted, "", false
		}
	}
}

// invitation is the page that accept_url leads to, like the one behind a link in a
// mail: it knows whom it was sent to, and asks nobody to sign in.
func (s *Server) invitation(w http.ResponseWriter, r *http.Request) {
	person, item, ok := s.findInvitation(r)
	if !ok {
		s.messagePage(w, http.StatusNotFound, messageNoInvitation)
		return
	}
	s.pages.invitation.write(w, http.StatusOK, formsToSelf, invitationPageData{
		Person: person, Name: item.Name, Action: pathInvitations + r.PathValue("name"),
	})
}

// invitationAccepted is the one press on that page.
func (s *Server) invitationAccepted(w http.ResponseWriter, r *http.Request) {
	person, item, ok := s.findInvitation(r)
	if !ok {
		s.messagePage(w, http.StatusNotFound, messageNoInvitation)
		return
	}
	if err := s.Control().Accept(person.ID); err != nil {
		s.broken(w, err)
		return
	}
	s.messagePage(w, http.StatusOK, message{
		Title: "You’re in", Sign: "good", Text: "The invitation to " + item.Name + " is accepted.",
		More: "What it brings becomes active at the next sign-in: sign out in the program and in again.",
	})
}

var messageNoInvitation = message{Title: "No invitation here", Text: "It was accepted already, or never sent.", Sign: "info"}

func (s *Server) findInvitation(r *http.Request) (Person, pendingItem, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, p := range People() {
		for _, item := range s.book.people[p.ID].pending {
			if item.path == r.PathValue("name") {
				return p, item, true
			}
		}
	}
	return Person{}, pendingItem{}, false
}

// pendingOf is what waits for a person, with the addresses of this server. Call with
// mu held.
func (s *Server) pendingOf(person string) []pendingItem {
	items := []pendingItem{}
	for _, item := range s.book.people[person].pending {
		item.AcceptURL = s.issuer + pathInvitations + item.path
		items = append(items, item)
	}
	return items
}
