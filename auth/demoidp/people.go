package demoidp

import "slices"

// Person is somebody to sign in as. None of them exists.
type Person struct {
	ID            string // short name, used in forms and by Control: "mila"
	Subject       string // the "sub" claim, the same at every start
	Name, Email   string // the e-mail address may have capitals, as real directories do
	EmailVerified bool
	Organization  Organization // zero for somebody without one
	Methods       []string     // the "amr" claim (RFC 8176)
	SocialIssuer  string       // the "idp" claim; empty unless signed in by social login
	About         string       // one sentence for the sign-in page
}

// Organization is the company that a person belongs to.
type Organization struct{ ID, Name string }

// People returns everybody there is, in the order of the sign-in page: mila
// (ordinary), piet (address not verified), ines (pending invitation), omar (rights
// change after sign-in), lena (no rights), sam (social login), kai (social login
// without a right), eva and eva-home (one person with two addresses: the rights are at
// the one at work).
func People() []Person {
	quay := Organization{ID: "org-northquay", Name: "Northquay Engineering"}
	brick := Organization{ID: "org-brickline", Name: "Brickline Architects"}
	people := []Person{
		{
			ID: "mila", Subject: "5f0c1b7e-8a41-4d6a-9e1f-2b7c30d4a101", Name: "Mila Vos", Email: "Mila.Vos@example.com", EmailVerified: true,
			Organization: quay, Methods: []string{"pwd"}, About: "An ordinary day: most rights granted, a few not.",
		},
		{
			ID: "piet", Subject: "5f0c1b7e-8a41-4d6a-9e1f-2b7c30d4a102", Name: "Piet Jansen", Email: "piet.jansen@example.com",
			Organization: quay, Methods: []string{"pwd"}, About: "Has not verified the e-mail address yet.",
		},
		{
			ID: "ines", Subject: "5f0c1b7e-8a41-4d6a-9e1f-2b7c30d4a103", Name: "Inês Duarte", Email: "ines.duarte@example.com", EmailVerified: true,
			Organization: brick, Methods: []string{"pwd", "otp"}, About: "Has an invitation that waits for an answer.",
		},
		{
			ID: "omar", Subject: "5f0c1b7e-8a41-4d6a-9e1f-2b7c30d4a104", Name: "Omar Haddad", Email: "omar.haddad@example.com", EmailVerified: true,
			Organization: quay, Methods: []string{"pwd"}, About: "Has one more right and one less soon after signing in.",
		},
		{
			ID: "lena", Subject: "5f0c1b7e-8a41-4d6a-9e1f-2b7c30d4a105", Name: "Lena Brandt", Email: "lena.brandt@example.com", EmailVerified: true,
			Organization: brick, Methods: []string{"pwd"}, About: "Has no access rights at all.",
		},
		{
			ID: "sam", Subject: "5f0c1b7e-8a41-4d6a-9e1f-2b7c30d4a106", Name: "Sam Rivera", Email: "sam.rivera@example.net", EmailVerified: true,
			Methods: []string{"fed"}, SocialIssuer: "https://social.example", About: "Signs in with a social account and has no organization.",
		},
	}
	return append(people, searching(quay)...)
}

// searching are those who look for rights that they have elsewhere, or not yet.
func searching(work Organization) []Person {
	return []Person{
		{
			ID: "kai", Subject: "5f0c1b7e-8a41-4d6a-9e1f-2b7c30d4a107", Name: "Kai Mertens", Email: "kai.mertens@example.net", EmailVerified: true,
			Methods: []string{"fed"}, SocialIssuer: "https://social.example", About: "Signs in with a social account that has no access rights.",
		},
		{
			ID: "eva", Subject: "5f0c1b7e-8a41-4d6a-9e1f-2b7c30d4a108", Name: "Eva Lindqvist", Email: "eva.lindqvist@example.com", EmailVerified: true,
			Organization: work, Methods: []string{"pwd"}, About: "The address at work, which has the access rights.",
		},
		{
			ID: "eva-home", Subject: "5f0c1b7e-8a41-4d6a-9e1f-2b7c30d4a109", Name: "Eva Lindqvist", Email: "eva.lindqvist@example.net", EmailVerified: true,
			Methods: []string{"pwd"}, About: "The same person’s private address, without a right.",
		},
	}
}

// personByID finds one of People.
func personByID(id string) (Person, bool) {
	all := People()
	at := slices.IndexFunc(all, func(p Person) bool { return p.ID == id })
	if at < 0 {
		return Person{}, false
	}
	return all[at], true
}

// Initials are the letters in the person's circle on a page: "MV".
func (p Person) Initials() string {
	initials, start := "", true
	for _, r := range p.Name {
		if start {
			initials += string(r)
		}
		start = r == ' '
	}
	return initials
}
