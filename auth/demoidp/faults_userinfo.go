package demoidp

// Faults of UserInfo (OIDC Core 5.3).
const (
	FaultUserInfo500        = "userinfo_500"
	FaultUserInfoHTML       = "userinfo_html"
	FaultForeignSubjectUser = "foreign_subject_userinfo"
	FaultUserInfoNoSubject  = "userinfo_no_subject"
)

func userInfoFaults() []FaultInfo {
	return []FaultInfo{
		{Name: FaultUserInfo500, Doc: "The provider breaks down when asked about the person (500).", Tolerated: true},
		{Name: FaultUserInfoHTML, Doc: "Instead of the person’s details there is a web page.", Tolerated: true},
		{Name: FaultForeignSubjectUser, Doc: "The person’s details are somebody else’s."},
		{Name: FaultUserInfoNoSubject, Doc: "The person’s details do not say whose they are."},
	}
}

// spoilUserInfo applies the faults of the UserInfo claims.
func (s *Server) spoilUserInfo(claims map[string]any) {
	edits := map[string]edit{FaultForeignSubjectUser: set("sub", foreignSubject), FaultUserInfoNoSubject: without("sub")}
	for fault, edit := range edits {
		if s.fault(fault) {
			edit(claims)
		}
	}
}
