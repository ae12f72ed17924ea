package demoidp

import "net/http"

// devicePage asks for the code; with one in the address it goes on to the people.
// The code stays in sight there, to be compared with the one on the device
// (RFC 8628 3.3.1).
func (s *Server) devicePage(w http.ResponseWriter, r *http.Request) {
	if code := r.URL.Query().Get("user_code"); code != "" {
		s.showDevice(w, r, code)
		return
	}
	s.pages.device.write(w, http.StatusOK, formsToSelf, devicePageData{})
}

func (s *Server) deviceCodeEntered(w http.ResponseWriter, r *http.Request) {
	if err := r.ParseForm(); err != nil {
		s.messagePage(w, http.StatusBadRequest, messageUnreadable)
		return
	}
	s.showDevice(w, r, r.PostForm.Get("user_code"))
}

func (s *Server) showDevice(w http.ResponseWriter, r *http.Request, entered string) {
	s.mu.Lock()
	device := s.book.deviceByUserCode(entered, s.now())
	s.mu.Unlock()
	if device == nil {
		s.pages.device.write(w, http.StatusBadRequest, formsToSelf, devicePageData{Wrong: true})
		return
	}
	session, _ := s.browserSession(r)
	s.pages.people.write(w, http.StatusOK, formsToSelf, peoplePageData{
		Action: pathDeviceApprove, Field: "user_code", Value: device.userCode, Code: device.userCode,
		People: peopleRows(session), Client: s.options.ClientID,
	})
}

// deviceApproved is the choice of a person for a device, or the refusal.
func (s *Server) deviceApproved(w http.ResponseWriter, r *http.Request) {
	if err := r.ParseForm(); err != nil {
		s.messagePage(w, http.StatusBadRequest, messageUnreadable)
		return
	}
	code := r.PostForm.Get("user_code")
	if r.PostForm.Get("deny") != "" {
		s.declineDevice(w, code)
		return
	}
	person, ok := personByID(r.PostForm.Get("person"))
	if !ok {
		s.messagePage(w, http.StatusBadRequest, messageNobody)
		return
	}
	session, err := s.beginBrowserSession(w, r, person)
	if err != nil {
		s.broken(w, err)
		return
	}
	granted, err := s.newGrant(session, nil)
	if err != nil {
		s.broken(w, err)
		return
	}
	s.mu.Lock()
	device := s.book.deviceByUserCode(code, s.now())
	if device != nil {
		granted.scope, granted.device, device.grant = device.scope, true, granted
	}
	s.mu.Unlock()
	if device == nil {
		s.pages.device.write(w, http.StatusBadRequest, formsToSelf, devicePageData{Wrong: true})
		return
	}
	s.messagePage(w, http.StatusOK, message{
		Title: "Your device is signed in", Sign: "good",
		Text: "It goes on as " + person.Name + " in a moment. This page can be closed.",
	})
}

func (s *Server) declineDevice(w http.ResponseWriter, code string) {
	s.mu.Lock()
	if device := s.book.deviceByUserCode(code, s.now()); device != nil {
		device.declined = true
	}
	s.mu.Unlock()
	s.messagePage(w, http.StatusOK, message{
		Title: "The device was not signed in", Sign: "info", Text: "Nobody signed in. This page can be closed.",
	})
}
