package core

// UnknownSymptomError says that the guide has no symptom of that id, and none
// that the words fit.
type UnknownSymptomError struct{ ID string }

func (e *UnknownSymptomError) Error() string { return "the guide has no symptom " + e.ID }
