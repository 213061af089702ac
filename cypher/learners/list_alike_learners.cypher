// How many learners have the same group, major, grade and class, the rarest first.
//
// Returns:
//   group         STRING   null where unknown
//   major         STRING   null where unknown
//   grade         STRING   null where unknown
//   school_class  STRING   null where unknown
//   learners      INTEGER  1 or more
MATCH (l:Learner)
WITH l.group AS group, l.major AS major, l.grade AS grade, l.class AS school_class,
     count(l) AS learners
RETURN group AS group, major AS major, grade AS grade, school_class AS school_class,
       learners AS learners
ORDER BY learners, coalesce(group, ''), coalesce(major, ''), coalesce(grade, ''),
         coalesce(school_class, '')
