import type { SurveyPlatform } from './platform.ts';

/**
 * Platforms that write their own columns beside questions in any wording: what is recognised are those columns. A heading of several
 * rows is read as "code / question" (headings.ts), so the patterns end at a blank.
 */

/** Qualtrics: three heading rows (code, question, ImportId), or the first alone where the file went through another program. */
export const qualtrics: SurveyPlatform = {
  id: 'qualtrics',
  title: { zh: 'Qualtrics', en: 'Qualtrics' },
  service: [
    { heading: /^ResponseI[dD](?:\s|$)/, kind: 'id' },
    { heading: /^(StartDate|EndDate|RecordedDate)(?:\s|$)/, kind: 'moment' },
    { heading: /^Duration \(in seconds\)(?:\s|$)/, kind: 'duration' },
    { heading: /^(Progress|Finished|Status)(?:\s|$)/, kind: 'technical' },
    { heading: /^(DistributionChannel|UserLanguage)(?:\s|$)/, kind: 'source' },
    {
      heading:
        /^(IPAddress|RecipientLastName|RecipientFirstName|RecipientEmail|ExternalReference|ExternalDataReference|LocationLatitude|LocationLongitude)(?:\s|$)/,
      kind: 'personal',
    },
    { heading: /_NPS_GROUP(?:\s|$)/, kind: 'source' },
  ],
  atLeast: 5,
  question: null,
  skips: [],
};

/** SurveyMonkey: the question above, "Response" or the options below it; who chose an option has its text. */
export const surveyMonkey: SurveyPlatform = {
  id: 'surveyMonkey',
  title: { zh: 'SurveyMonkey', en: 'SurveyMonkey' },
  service: [
    { heading: /^Respondent ?ID$/i, kind: 'id' },
    { heading: /^Collector ?ID$/i, kind: 'source' },
    { heading: /^(Start|End|Date) ?(Date|Created|Modified)$/i, kind: 'moment' },
    { heading: /^(IP Address|Email Address|First Name|Last Name)$/i, kind: 'personal' },
    { heading: /^Custom Data( \d+)?$/i, kind: 'source' },
  ],
  atLeast: 4,
  question: null,
  skips: [],
};

/** Microsoft Forms: one heading row, answers to one question joined by semicolons. */
export const microsoftForms: SurveyPlatform = {
  id: 'microsoftForms',
  title: { zh: 'Microsoft Forms', en: 'Microsoft Forms' },
  service: [
    { heading: /^ID$/i, kind: 'id' },
    { heading: /^(Start time|Completion time|Last modified time|开始时间|完成时间|上次修改时间)$/i, kind: 'moment' },
    { heading: /^(Email|Name|电子邮件|名称|姓名)$/i, kind: 'personal' },
    { heading: /^(Total points|总分)$/i, kind: 'score' },
    { heading: /^(Language|语言)$/i, kind: 'source' },
  ],
  atLeast: 5,
  question: null,
  skips: [],
};

/** LimeSurvey: by question codes or by full questions with the part in brackets. */
export const limeSurvey: SurveyPlatform = {
  id: 'limeSurvey',
  title: { zh: 'LimeSurvey', en: 'LimeSurvey' },
  service: [
    { heading: /^(id\.?\s+)?(Response ID|id)$/i, kind: 'id' },
    {
      heading: /^(Date submitted|Date started|Date last action|submitdate|startdate|datestamp)(?:[\s.]|$)/i,
      kind: 'moment',
    },
    { heading: /^(Total time|interviewtime|Group time:.*|groupTime\d+|Question time:.*)$/i, kind: 'duration' },
    { heading: /^(Last page|lastpage|Seed)(?:[\s.]|$)/i, kind: 'technical' },
    { heading: /^(Start language|startlanguage|Referrer URL|refurl)(?:[\s.]|$)/i, kind: 'source' },
    {
      heading: /^(IP address|ipaddr|Access code|token|Email address|First name|Last name)(?:[\s.]|$)/i,
      kind: 'personal',
    },
  ],
  atLeast: 4,
  question: null,
  skips: [],
};

/** KoBoToolbox and other ODK servers: names or questions, "question/option" of 0 and 1 beside the joined answers. */
export const kobo: SurveyPlatform = {
  id: 'kobo',
  title: { zh: 'KoBoToolbox / ODK', en: 'KoBoToolbox / ODK' },
  service: [
    { heading: /^(_id|_uuid|meta[/:-]?instanceID|KEY|meta-rootUuid)$/, kind: 'id' },
    { heading: /^(start|end|today|_submission_time|SubmissionDate|starttime|endtime)$/, kind: 'moment' },
    { heading: /^(deviceid|subscriberid|simid|phonenumber|username|_submitted_by|simserial)$/i, kind: 'personal' },
    { heading: /_(latitude|longitude|altitude|precision)$/, kind: 'personal' },
    { heading: /^(_validation_status|_notes|_status|__version__|_tags|formdef_version|_version_)$/, kind: 'source' },
    { heading: /^(_index|_parent_index|_parent_table_name)$/, kind: 'technical' },
  ],
  atLeast: 4,
  question: null,
  skips: [],
};
