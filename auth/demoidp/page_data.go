package demoidp

import (
	"net/http"
	"strings"
)

// message is a page that only says something.
type message struct {
	Title, Text, More string
	Sign              string // "good", "bad" or "info"
}

var (
	messageUnreadable = message{Title: "This can’t be read", Text: "The form came in damaged. Go back and try again.", Sign: "bad"}
	messageAnswered   = message{Title: "This sign-in has its answer already", Text: "Go back to the program and start again.", Sign: "bad"}
	messageNobody     = message{Title: "Nobody by that name", Text: "Go back and choose one of the people on the page.", Sign: "bad"}
)

type devicePageData struct{ Wrong bool }

type confirmPageData struct {
	Person          Person
	State, ReturnTo string
}

// peoplePageData is the page on which a person is chosen, for a program (Field
// "request") or a device (Field "user_code").
type peoplePageData struct {
	Action, Field, Value string
	Code                 string // shown to compare; empty for a program
	Client               string
	People               []personRow
}

type personRow struct {
	Person
	Mark string // "Signed in here", "Suggested" or empty
}

func peopleRows(session *browserSession) []personRow {
	rows := []personRow{}
	for _, p := range People() {
		row := personRow{Person: p}
		if session != nil && session.person.ID == p.ID {
			row.Mark = "Signed in here"
		}
		rows = append(rows, row)
	}
	return rows
}

func (s *Server) signInPage(w http.ResponseWriter, request authRequest, session *browserSession) {
	rows := peopleRows(session)
	for i := range rows {
		if rows[i].Mark == "" && request.loginHint != "" && strings.EqualFold(rows[i].Email, request.loginHint) {
			rows[i].Mark = "Suggested"
		}
	}
	forms := formsToListener
	if strings.HasPrefix(request.redirectURI, "http://[") {
		forms = formsToListenerV6
	}
	s.pages.people.write(w, http.StatusOK, forms, peoplePageData{
		Action: pathSignIn, Field: "request", Value: request.raw, People: rows, Client: s.options.ClientID,
	})
}

func (s *Server) messagePage(w http.ResponseWriter, status int, m message) {
	s.pages.message.write(w, status, formsToSelf, m)
}

func (s *Server) confirmPage(w http.ResponseWriter, person Person, request logoutRequest) {
	forms := formsToListener
	if strings.HasPrefix(request.returnTo, "http://[") {
		forms = formsToListenerV6
	}
	s.pages.confirm.write(w, http.StatusOK, forms, confirmPageData{Person: person, State: request.state, ReturnTo: request.returnTo})
}

func (s *Server) startPage(w http.ResponseWriter, r *http.Request) {
	session, _ := s.browserSession(r)
	s.pages.start.write(w, http.StatusOK, formsToSelf, startPageData{Issuer: s.issuer, ClientID: s.options.ClientID, Session: sessionName(session)})
}

type startPageData struct{ Issuer, ClientID, Session string }

func sessionName(session *browserSession) string {
	if session == nil {
		return ""
	}
	return session.person.Name
}

func (s *Server) notFound(w http.ResponseWriter, r *http.Request) {
	s.messagePage(w, http.StatusNotFound, message{Title: "Nothing at this address", Text: "The demo has no such page.", Sign: "info"})
}
