/** How titles and descriptions of figures end a clause on the order that an analysis gave them. */
const ownOrder =
  /[，,](?:由低到高|由高到低|由大到小|差距大者在上)(?:排列)?|, (?:lowest|highest|largest)(?: score| shortfall)? first/gu;

/** A text of a figure without what it says of the figure's own order: untrue once the author has chosen another. */
export const withoutOwnOrder = (text: string): string => text.replace(ownOrder, '');
