import { describe, expect, it } from 'vitest';
import { findIndicatorTemplate, indicatorTemplates } from '../../../resources/templates/index.ts';
import { countIndicatorMatches, indicatorMatcher } from '../../../shared/importing/matchIndicator.ts';
import { type IndicatorTemplate, templateLeaves } from '../../../shared/satisfaction/template.ts';

const named = (template: IndicatorTemplate) => {
  const leaves = templateLeaves(template);
  return [leaves.map(({ name }) => name), new Map(leaves.map(({ name, alsoCalled }) => [name, alsoCalled]))] as const;
};
const matcherOf = (id: string) => indicatorMatcher(...named(findIndicatorTemplate(id)!));
const headings = (texts: readonly string[]) => texts.map((own) => ({ own, group: '' }));

/** Headings as surveys in English have them, and what each measures. */
const surveys: Readonly<Record<string, Readonly<Record<string, string | null>>>> = {
  'supermarket.en': {
    'Q1. Gender': null,
    'Q3. How often do you shop at this store?': null,
    'Which parking area do you use most?': null,
    'Q5. How satisfied are you with the freshness of the fruit and vegetables sold in this store?': 'Freshness',
    'Q6. Reliability of products': 'Reliable quality',
    'FOOD SAFETY': 'Food safety',
    'Q8. Variety of products': 'Complete range',
    'Q9_1 Brand choice': 'Choice of brands',
    'Availability of products on the shelves': 'Availability',
    'Prices compared with other supermarkets': 'Price level',
    'Accuracy of price tags': 'Price labels',
    'Please rate: [Store cleanliness]': 'Cleanliness',
    'Air & temperature in the store': 'Air and temperature',
    'The aisles are wide': 'Aisles',
    'Friendliness of staff': 'Staff attitude',
    "Staff's knowledge of products": 'Staff competence',
    'Speed at checkouts': 'Checkout speed',
    'Returns/refunds': 'Returns',
    store_opening_hours: 'Opening hours',
    'Car parking (1-10)': 'Parking',
    'Public transport to the store': 'Transport',
    'Overall satisfaction': null,
    'Any other comments about parking or prices?': null,
  },
  'airline.en': {
    'Flight number': null,
    'How satisfied are you with the following? [Friendliness of the cabin crew]': 'Caring and friendly',
    'Responsiveness of crew': 'Responsiveness',
    'Cleanliness of toilets': 'Clean lavatories',
    'Cabin cleanliness': 'Cleanliness',
    'Leg room': 'Legroom',
    'Quality of the food': 'Taste and quality',
    'Choice of meals': 'Choice',
    'Choice of newspapers': 'Newspapers',
    'On-time departure': 'On-time performance',
    'Information about delays': 'Information on delays',
    'In-flight information': 'Flight information',
    'Compared with other airlines': null,
  },
  'property.en': {
    'Complaint handling': 'Handling of complaints',
    'Parking management': 'Parking',
    'Cleanliness of common areas': 'Clean grounds',
    'Garbage collection': 'Waste collection',
    'Elevators: safe and reliable operation': 'Lifts',
    'Timeliness of repairs': 'Prompt repairs',
    'Quality of the repair': 'Quality of repairs',
    'Reasonableness of management fees': 'Fair charges',
    'What is your building number?': null,
  },
  'employee.en': {
    Department: null,
    'I find my work interesting': 'Work content',
    'My workload is reasonable': 'Workload',
    'I am satisfied with my pay': 'Pay level',
    'Pay is fair compared with that of my colleagues': 'Fair pay',
    'My supervisor treats me fairly': 'Fair leaders',
    'Communication within the company': 'Flow of information',
    'Opportunities for promotion': 'Promotion',
    'I am proud to work here': 'Reputation',
    'How much do you pay for the canteen?': null,
    'Overall, how satisfied are you with working here?': null,
  },
  'productAndService.en': {
    Tangibles: 'Tangibles',
    'Product reliability': 'Dependability',
    'The company keeps its promises': 'Reliability',
    'Staff give me individual attention': 'Empathy',
    'Do you own the product?': null,
  },
};

describe('English question texts', () => {
  it.each(Object.entries(surveys))('%s: each question finds its indicator', (id, expected) => {
    const matcher = matcherOf(id);
    expect(Object.fromEntries(Object.keys(expected).map((text) => [text, matcher.match(text)]))).toEqual(expected);
  });

  it('a tree in either language is found by questions in the other', () => {
    expect(matcherOf('supermarket').match('Speed of the checkout')).toBe('收银速度');
    expect(matcherOf('supermarket.en').match('您对收银速度的满意程度')).toBe('Checkout speed');
  });

  it("a user's own English names are found as well", () => {
    const { match } = indicatorMatcher(['Waiting times', 'Nurses', 'Quality of care', 'Wi-Fi']);
    expect(['Waiting time in minutes', 'Attitude of the nurse', 'Care quality', 'Wi-Fi'].map(match)).toEqual([
      'Waiting times',
      'Nurses',
      'Quality of care',
      'Wi-Fi',
    ]);
    expect(['Time', 'The quality of the food, how it was served and the care taken', 'Fi'].map(match)).toEqual([
      null,
      null,
      null,
    ]);
  });

  it('counts a question below its group', () => {
    const below = [
      { own: 'Speed', group: 'Checkout' },
      { own: 'Cleanliness', group: 'Overall, how satisfied are you with' },
    ];
    expect(countIndicatorMatches(below, ...named(findIndicatorTemplate('supermarket.en')!))).toBe(2);
  });
});

describe('headings of other surveys', () => {
  const others = {
    hotel:
      'Room cleanliness|Bed comfort|Breakfast|Check-in speed|Reception staff|Wi-Fi|Price|Location|Swimming pool|Noise level|Parking|Overall satisfaction|Would you recommend us?',
    bank: 'Branch location|Waiting time|Staff courtesy|Online banking|Fees|Mobile app|ATM availability|Security|Information provided|Interest rates',
    hospital:
      "Waiting time|Doctor's attitude|Nurse's attitude|Cleanliness|Information about treatment|Cost|Parking|Meals|Privacy|Overall",
    telecom:
      'Network coverage|Call quality|Data speed|Price plans|Billing accuracy|Promotions|Customer service attitude|Store opening hours|Complaint handling',
    facts:
      'What is your gender?|How old are you?|How much do you pay per month?|Do you own a car for parking?|Where do you usually park?|Monthly income|City|Occupation|Price paid|Support group',
  };
  it.each(Object.entries(others))('%s names too few indicators for any template', (_, texts) => {
    for (const template of indicatorTemplates('en')) {
      const [names, wordings] = named(template);
      const count = countIndicatorMatches(headings(texts.split('|')), names, wordings);
      expect(count, template.id).toBeLessThan(Math.max(4, names.length / 2) / 1.5);
    }
  });
});
