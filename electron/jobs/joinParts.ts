import { compareFindings } from '../../shared/analyses/findings.ts';
import type { EvaluationPart } from './computeProtocol.ts';

/** The parts of one evaluation as if one worker had done it all: evaluations and findings in the same order. */
export function joinParts(parts: readonly EvaluationPart[]): EvaluationPart {
  const evaluations = parts.flatMap((part) => part.evaluations).toSorted((a, b) => a.place - b.place);
  const places = new Map(evaluations.map(({ request, place }) => [request, place]));
  const findings = parts
    .flatMap((part) => part.findings)
    .toSorted((a, b) => compareFindings(a, b) || places.get(a.request)! - places.get(b.request)!);
  return { revision: parts[0]!.revision, evaluations, findings };
}
