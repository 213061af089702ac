// The groups that each learner belongs to.
//
// Returns:
//   learner_id    STRING  Learner.id
//   group         STRING  vocational, undergraduate, postgraduate or faculty; null where unknown
//   major         STRING  null where unknown
//   grade         STRING  null where unknown
//   school_class  STRING  null where unknown
MATCH (l:Learner)
RETURN l.id AS learner_id, l.group AS group, l.major AS major, l.grade AS grade,
       l.class AS school_class
ORDER BY learner_id
