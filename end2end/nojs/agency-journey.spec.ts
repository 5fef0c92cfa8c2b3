import { agencyJourney } from '../fixtures/agency-journey'

agencyJourney('JavaScript なしで', false)
