import { agencyJourney } from '../fixtures/agency-journey'

agencyJourney('JavaScript ありで', true)
