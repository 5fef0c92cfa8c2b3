import { agencyJourney } from '../fixtures/agency-journey'

agencyJourney('JavaScript なしで', { mark: 'nojs', javaScriptEnabled: false, municipality: '34214', town: '安芸高田市' })
