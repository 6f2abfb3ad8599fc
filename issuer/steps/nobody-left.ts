/**
 * Of a sitting `s`, in SQL: that nobody is left to be heard in it, since all have given up or were left out. A convened one will not open
 * (`sitting.nobody`), and an open one can come to nothing but its minutes, for which there may never be enough members.
 */
export const NOBODY_LEFT = `NOT EXISTS (
  SELECT 1 FROM commission_candidate d LEFT JOIN ivc_case k ON k.id = d.case_id
  WHERE d.commission_id = s.commission_id AND k.state IS DISTINCT FROM 'rinuncia'
    AND NOT EXISTS (SELECT 1 FROM sitting_left_out l WHERE l.sitting_id = s.id AND l.case_id = d.case_id))`
