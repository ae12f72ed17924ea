package demoidp

import "net/http"

// helpPage is one of the pages where a person does for an account what no program
// can. Here they only say what they would be.
type helpPage struct {
	link string // its name in a provider's description
	path string
	page message
}

func helpPages() []helpPage {
	info := func(title, text string) message { return message{Title: title, Text: text, Sign: "info"} }
	return []helpPage{
		{"create_account", "/account/create", info("Create an account", "The demo has its people already. Choose one of them on the sign-in page.")},
		{"forgot_password", "/account/password", info("Forgot your password", "Nobody in the demo has a password. A real provider would mail a code here, and confirm the address with it.")},
		{"profile", "/account", info("Your profile", "Name, company and invitations would stand here.")},
		{"change_email", "/account/email", info("Change your e-mail address", "A real provider would ask for the new address and mail a code to it.")},
		{"admin_tool", "/account/organization", info("Organization", "An administrator would invite people here, and hand out rights.")},
		{"devices", "/account/devices", info("Your devices", "The computers on which you are signed in would be listed here.")},
		{"status", "/status", info("Everything is in order", "Known outages would be told here.")},
		{"support", "/help", info("Help", "The people who help with accounts would be found here.")},
	}
}

// Links are the pages for people, by the names that a provider's description has
// for them.
func (s *Server) Links() map[string]string {
	links := map[string]string{}
	for _, help := range helpPages() {
		links[help.link] = s.issuer + help.path
	}
	return links
}

// routeHelp adds the pages for people.
func (s *Server) routeHelp(handle func(pattern, endpoint string, h http.HandlerFunc)) {
	for _, help := range helpPages() {
		handle("GET "+help.path, EndpointOther, func(w http.ResponseWriter, _ *http.Request) {
			s.messagePage(w, http.StatusOK, help.page)
		})
	}
}
